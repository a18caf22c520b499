package io.posthorn.core.policy;

import io.posthorn.core.policy.PolicyFault.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads policy documents and says of each fault where it is and which rule it breaks. For one document. */
final class PolicyReader {
    /** Most characters of a document, as of a managed policy of the service. */
    static final int LONGEST = 6_144;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String NEWEST = "2012-10-17";
    private static final String OLDEST = "2008-10-17";
    private static final Set<String> OF_POLICIES = Set.of("Version", "Id", "Statement");
    private static final Set<String> OF_STATEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-z0-9-]{1,64}:[a-z0-9*?]{1,128}");
    private static final Pattern PRINCIPAL =
            Pattern.compile("\\*|[0-9]{12}|arn:aws:iam::[0-9]{12}:(root|(user|role)/[A-Za-z0-9+=,.@_/-]{1,512})"
                    + "|arn:aws:sts::[0-9]{12}:assumed-role/[A-Za-z0-9+=,.@_/-]{1,256}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,64}:.{1,256}");
    private static final String ALL = "*";
    private static final String IF_EXISTS = "ifexists";
    private static final String FOR_ALL = "forallvalues:";
    private static final String FOR_ANY = "foranyvalue:";

    private final PolicyKind kind;
    private final List<PolicyFault> faults = new ArrayList<>();
    private boolean variables;

    PolicyReader(PolicyKind kind) {
        this.kind = kind;
    }

    Policy.Reading read(String document) {
        if (document.length() > LONGEST) {
            fault("", Rule.LENGTH, "is longer than " + LONGEST + " characters");
        } else {
            try {
                var root = JSON.readTree(document);
                if (root instanceof ObjectNode object) {
                    var policy = policy(object);
                    if (faults.isEmpty()) {
                        return new Policy.Reading.Read(policy);
                    }
                } else {
                    fault("", Rule.TYPE, "must be a JSON object");
                }
            } catch (JacksonException malformed) {
                var place = malformed.getLocation();
                fault(
                        "",
                        Rule.SYNTAX,
                        "is not well-formed JSON"
                                + (place == null
                                        ? ""
                                        : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
            }
        }
        return new Policy.Reading.Malformed(faults);
    }

    private Policy policy(ObjectNode document) {
        onlyMembers(document, "", OF_POLICIES);
        var version = text(document, "", "Version").orElse(OLDEST);
        variables = version.equals(NEWEST);
        if (!variables && !version.equals(OLDEST)) {
            fault("Version", Rule.VALUE, "must be " + NEWEST + " or " + OLDEST);
        }
        text(document, "", "Id");
        var statements = new ArrayList<Statement>();
        var stated = document.path("Statement");
        if (stated.isObject()) {
            statement((ObjectNode) stated, "Statement").ifPresent(statements::add);
        } else if (stated.isArray() && !stated.isEmpty()) {
            var sids = new HashSet<String>();
            for (int i = 0; i < stated.size(); i++) {
                var path = "Statement[" + i + "]";
                if (!(stated.get(i) instanceof ObjectNode object)) {
                    fault(path, Rule.TYPE, "must be an object");
                    continue;
                }
                statement(object, path).ifPresent(statements::add);
                var sid = object.path("Sid").asString("");
                if (!sid.isEmpty() && !sids.add(sid)) {
                    fault(path + ".Sid", Rule.UNIQUE, "is the same as that of another statement");
                }
            }
        } else if (stated.isMissingNode() || stated.isArray()) {
            fault("Statement", Rule.REQUIRED, "must hold at least one statement");
        } else {
            fault("Statement", Rule.TYPE, "must be an object or a list of objects");
        }
        return new Policy(statements);
    }

    private Optional<Statement> statement(ObjectNode node, String path) {
        int before = faults.size();
        onlyMembers(node, path, OF_STATEMENTS);
        text(node, path, "Sid").filter(sid -> !SID.matcher(sid).matches()).ifPresent(sid -> {
            fault(path + ".Sid", Rule.VALUE, "must be letters and digits");
        });
        var effect = effect(node, path);
        var principals = principals(node, path);
        var actions = oneOf(node, path, "Action", "NotAction")
                .map(member -> actions(node.get(member), path + "." + member))
                .orElse(List.of());
        var resources = resources(node, path);
        var conditions = conditions(node.path("Condition"), path + ".Condition");
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(new Statement(
                        effect,
                        principals,
                        actions,
                        node.has("NotAction"),
                        resources,
                        node.has("NotResource"),
                        conditions));
    }

    private Effect effect(ObjectNode node, String path) {
        var effect = node.path("Effect");
        if (effect.isMissingNode()) {
            fault(path + ".Effect", Rule.REQUIRED, "is missing");
        } else if (effect.asString("").equals("Allow")) {
            return Effect.ALLOW;
        } else if (!effect.asString("").equals("Deny")) {
            fault(path + ".Effect", Rule.VALUE, "must be Allow or Deny");
        }
        return Effect.DENY;
    }

    private Principals principals(ObjectNode node, String path) {
        if (kind == PolicyKind.IDENTITY) {
            for (var member : List.of("Principal", "NotPrincipal")) {
                if (node.has(member)) {
                    fault(path + "." + member, Rule.KIND, "must not be in a policy of an identity");
                }
            }
            return Principals.HOLDER;
        }
        var member = oneOf(node, path, "Principal", "NotPrincipal").orElse(null);
        if (member == null) {
            return Principals.HOLDER;
        }
        var at = path + "." + member;
        var names = new ArrayList<String>();
        var named = node.get(member);
        if (named.isString() && named.stringValue().equals(ALL)) {
            names.add(ALL);
        } else if (named instanceof ObjectNode byType && !byType.isEmpty()) {
            onlyMembers(byType, at, Set.of("AWS", "Service", "Federated"));
            for (var name : texts(byType.path("AWS"), at + ".AWS", byType.has("AWS"))) {
                if (PRINCIPAL.matcher(name).matches()) {
                    names.add(name);
                } else {
                    fault(at + ".AWS", Rule.VALUE, "must name accounts, users or roles");
                }
            }
        } else {
            fault(at, Rule.TYPE, "must be * or an object");
        }
        return new Principals(names, member.startsWith("Not"));
    }

    private List<Glob> actions(JsonNode node, String path) {
        var actions = new ArrayList<Glob>();
        for (var text : texts(node, path, true)) {
            var action = text.toLowerCase(Locale.ROOT);
            if (ACTION.matcher(action).matches()) {
                actions.add(new Glob.Builder().pattern(action).build());
            } else {
                fault(path, Rule.VALUE, "must be * or of the form service:operation");
            }
        }
        return actions;
    }

    private List<Template> resources(ObjectNode node, String path) {
        if (kind == PolicyKind.TRUST) {
            for (var member : List.of("Resource", "NotResource")) {
                if (node.has(member)) {
                    fault(path + "." + member, Rule.KIND, "must not be in the trust policy of a role");
                }
            }
            return List.of();
        }
        var member = oneOf(node, path, "Resource", "NotResource").orElse(null);
        if (member == null) {
            return List.of();
        }
        var at = path + "." + member;
        var resources = new ArrayList<Template>();
        for (var text : texts(node.get(member), at, true)) {
            var template = template(text);
            if (template.isPresent() && (text.equals(ALL) || text.startsWith("arn:") || text.startsWith("${"))) {
                resources.add(template.get());
            } else {
                fault(at, Rule.VALUE, "must be * or ARNs, and variables in them well formed");
            }
        }
        return resources;
    }

    /** Documents of the older version have no variables; what looks like one is text. */
    private Optional<Template> template(String text) {
        return variables ? Template.parse(text) : Optional.of(Template.fixed(text));
    }

    private List<Condition> conditions(JsonNode node, String path) {
        var conditions = new ArrayList<Condition>();
        if (node.isMissingNode()) {
            return conditions;
        }
        if (!(node instanceof ObjectNode)) {
            fault(path, Rule.TYPE, "must be an object");
            return conditions;
        }
        node.properties().forEach(block -> {
            var at = path + "." + block.getKey();
            var name = block.getKey().toLowerCase(Locale.ROOT);
            var each = name.startsWith(FOR_ALL)
                    ? Condition.Each.ALL
                    : name.startsWith(FOR_ANY) ? Condition.Each.ANY : Condition.Each.ONE;
            name = name.substring(
                    switch (each) {
                        case ALL -> FOR_ALL.length();
                        case ANY -> FOR_ANY.length();
                        case ONE -> 0;
                    });
            var optional = name.endsWith(IF_EXISTS);
            name = optional ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
            var operator = Operator.named(name).orElse(null);
            if (operator == null || (operator == Operator.NULL && optional)) {
                fault(at, Rule.MEMBER, "is no operator");
            } else if (!(block.getValue() instanceof ObjectNode keys) || keys.isEmpty()) {
                fault(at, Rule.TYPE, "must be an object with keys");
            } else {
                keys.properties()
                        .forEach(key -> condition(operator, each, optional, key.getKey(), key.getValue(), at)
                                .ifPresent(conditions::add));
            }
        });
        return conditions;
    }

    private Optional<Condition> condition(
            Operator operator, Condition.Each each, boolean optional, String key, JsonNode values, String path) {
        var at = path + "." + key;
        if (!KEY.matcher(key).matches()) {
            fault(at, Rule.VALUE, "must be of the form service:key");
            return Optional.empty();
        }
        var operands = new ArrayList<Condition.Operand>();
        for (var text : scalars(values, at)) {
            var operand = operator.operand(text, this::template);
            if (operand.isPresent()) {
                operands.add(operand.get());
            } else {
                fault(at, Rule.VALUE, "has a value that the operator cannot compare with");
            }
        }
        return Optional.of(new Condition(operator, each, optional, key.toLowerCase(Locale.ROOT), operands));
    }

    /** The one of two members that is there; a fault where none or both are. */
    private Optional<String> oneOf(ObjectNode node, String path, String member, String negated) {
        if (node.has(member) && node.has(negated)) {
            fault(path + "." + negated, Rule.EXCLUSIVE, "must not be there together with " + member);
            return Optional.empty();
        }
        if (!node.has(member) && !node.has(negated)) {
            fault(path, Rule.REQUIRED, "must have " + member + " or " + negated);
            return Optional.empty();
        }
        return Optional.of(node.has(member) ? member : negated);
    }

    private void onlyMembers(ObjectNode node, String path, Set<String> known) {
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                fault(
                        path,
                        Rule.MEMBER,
                        "has a member that is not known; there are " + String.join(", ", sorted(known)));
            }
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private Optional<String> text(ObjectNode node, String path, String member) {
        var value = node.path(member);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            fault(path.isEmpty() ? member : path + "." + member, Rule.TYPE, "must be a string");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    /** A string, or a list of them. */
    private List<String> texts(JsonNode node, String path, boolean required) {
        var texts = new ArrayList<String>();
        if (node.isString()) {
            texts.add(node.stringValue());
        } else if (node.isArray() && !node.isEmpty()) {
            for (var element : node) {
                if (element.isString()) {
                    texts.add(element.stringValue());
                } else {
                    fault(path, Rule.TYPE, "must be a list of strings");
                    return List.of();
                }
            }
        } else if (required) {
            fault(path, Rule.TYPE, "must be a string or a list of strings");
        }
        return texts;
    }

    /** A string, a number, a truth value, or a list of them. */
    private List<String> scalars(JsonNode node, String path) {
        var texts = new ArrayList<String>();
        var elements = node.isArray() ? node.valueStream().toList() : List.of(node);
        for (var element : elements) {
            if (element.isString() || element.isNumber() || element.isBoolean()) {
                texts.add(element.asString());
            } else {
                fault(path, Rule.TYPE, "must be a string or a list of strings");
                return List.of();
            }
        }
        if (texts.isEmpty()) {
            fault(path, Rule.REQUIRED, "must have a value");
        }
        return texts;
    }

    private void fault(String field, Rule rule, String message) {
        faults.add(new PolicyFault(field, rule, message));
    }
}
