package io.posthorn.gateway.authorisation;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.ManagedPolicies;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.gateway.operation.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the resources that a request is about. It does not matter whether they are there: what is not there has the ARN
 * it would have.
 */
final class TouchedResources {
    private static final String ANY = "*";
    private static final String ARN = "arn:";
    private static final String PHONE_NUMBER = ResourceKind.PHONE_NUMBER.path();
    private static final String POOL = ResourceKind.POOL.path();
    private static final String SENDER_ID = ResourceKind.SENDER_ID.path();
    private static final List<String> USERS = List.of(ResourceKind.USER.path());
    private static final String COUNTRY = "IsoCountryCode";
    private static final Set<String> OF_IDENTITIES = Set.of("user", "group", "role", "policy");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");
    private static final Pattern TYPE_OF_ARN =
            Pattern.compile("arn:[a-z-]+:(?:sms-voice|iam):[a-z0-9-]*:[0-9]*:([a-z-]+)/.+");

    private final Function<Scope, AccountResources> resources;
    private final Caller caller;
    private final Scope scope;
    private final ObjectNode input;

    /** @param resources as they stand now */
    TouchedResources(Function<Scope, AccountResources> resources, Caller caller, ObjectNode input) {
        this.resources = resources;
        this.caller = caller;
        scope = caller.scope();
        this.input = input;
    }

    /** What the request touches as that target. */
    List<Touched> of(Actions.Target target) {
        if (target.member().isEmpty()) {
            return List.of(any(target.types().getFirst()));
        }
        var named = values(target.member());
        if (named.isEmpty() && target.types().equals(USERS) && caller.principal() instanceof Principal.User self) {
            return List.of(ofArn(ResourceKind.USER.path(), self.arn()));
        }
        if (named.isEmpty()) {
            return target.always() ? target.types().stream().map(this::any).toList() : List.of();
        }
        var touched = new ArrayList<Touched>();
        for (var value : named) {
            touched.add(touched(target.types(), value));
        }
        return touched;
    }

    private List<JsonNode> values(String member) {
        JsonNode at = input;
        for (var name : member.split("\\.", -1)) {
            at = at.path(name);
        }
        if (at.isArray()) {
            return at.valueStream().toList();
        }
        return at.isMissingNode() || at.isNull() ? List.of() : List.of(at);
    }

    private Touched any(String type) {
        return new Touched(type.equals(ANY) ? ANY : prefix(type) + ANY, List.of());
    }

    private Touched touched(List<String> types, JsonNode value) {
        // The ids of sender ids come as structures where there is a list of them.
        var named = value.isObject() ? value.path("SenderId").asString("") : value.asString("");
        var country = (value.isObject() ? value : input).path(COUNTRY).asString("");
        if (named.startsWith(ARN)) {
            return ofArn(types.getFirst(), named);
        }
        var type = types.size() == 1 ? types.getFirst() : type(types, named);
        if (type.equals(SENDER_ID)) {
            return senderId(named, country);
        }
        if (type.equals(PHONE_NUMBER)) {
            return PhoneNumber.parse(named)
                    .flatMap(number -> resources.apply(scope).findNumber(number))
                    .map(this::known)
                    .orElseGet(() -> ofArn(type, prefix(type) + named));
        }
        return ofArn(type, prefix(type) + named);
    }

    private static String type(List<String> types, String named) {
        var like = named.startsWith(POOL + "-")
                ? POOL
                : named.startsWith("phone-") || NUMBER.matcher(named).matches() ? PHONE_NUMBER : SENDER_ID;
        return types.contains(like) ? like : types.getFirst();
    }

    /** A name alone stands for all countries, unless there is only one of that name. */
    private Touched senderId(String name, String country) {
        if (!country.isEmpty()) {
            return ofArn(SENDER_ID, prefix(SENDER_ID) + SenderId.id(name, country));
        }
        var found = resources
                .apply(scope)
                .all(ResourceKind.SENDER_ID)
                .filter(each -> each.name().equalsIgnoreCase(name))
                .limit(2)
                .toList();
        return found.size() == 1
                ? known(found.getFirst())
                : new Touched(prefix(SENDER_ID) + SenderId.id(name, ANY), List.of());
    }

    private Touched ofArn(String type, String arn) {
        if (type.equals("subscription")) {
            // Subscriptions are no resources of their own there: policies are about their topics.
            int uuid = arn.lastIndexOf(':');
            return new Touched(uuid < 0 ? arn : arn.substring(0, uuid), List.of());
        }
        return found(type, arn).map(this::known).orElseGet(() -> new Touched(arn, List.of()));
    }

    private Optional<? extends Resource> found(String type, String arn) {
        var match = TYPE_OF_ARN.matcher(arn);
        var real = match.matches() ? match.group(1) : type;
        return arn.startsWith(ManagedPolicies.ARN_PREFIX)
                ? Optional.empty()
                : ResourceKind.named(real)
                        .flatMap(kind -> resources.apply(home(real)).findNamed(kind, arn));
    }

    private Touched known(Resource resource) {
        return new Touched(resource.in(home(resource.kind().path())).arn(), resource.tags());
    }

    private Scope home(String type) {
        return OF_IDENTITIES.contains(type) ? Scope.ofIdentities(scope.account()) : scope;
    }

    private String prefix(String type) {
        return ResourceKind.named(type.equals("subscription") ? "topic" : type)
                .map(kind -> kind.arnPrefix(home(type)))
                .orElseGet(() -> "arn:aws:sms-voice:" + scope.region() + ":" + scope.account() + ":" + type + "/");
    }
}
