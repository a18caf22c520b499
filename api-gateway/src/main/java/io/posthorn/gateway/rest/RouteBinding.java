package io.posthorn.gateway.rest;

import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RestRoute;
import io.posthorn.core.api.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a request on one route becomes the input of its operation, worked out once from the operation's shapes.
 *
 * <p>A variable of the path is the member of its name; where there is none, it is the one element of the list with that
 * name in the plural, or a member of the one element of a list of structures. The route then stands for a single thing,
 * and its answer is the one element of the list in the operation's answer. What the path does not give comes from the
 * query where the method has no body, and from the body otherwise; the idempotency token has a header of its own.
 */
final class RouteBinding {
    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");
    private static final String FILTERS = "Filters";
    private static final String MAX_RESULTS = "MaxResults";
    private static final String NEXT_TOKEN = "NextToken";
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";
    static final String NEXT_CURSOR = "nextCursor";
    private static final Pattern FILTER_PATH = Pattern.compile("Filters\\[(\\d+)](\\..*)?");

    private final Operation operation;
    private final RestRoute route;
    private final List<Target> variables;
    private final Set<String> byPath = new HashSet<>();
    private final Map<String, Query> queries = new LinkedHashMap<>();
    private final @Nullable String tokenMember;
    private final Shape.@Nullable Member single;

    /**
     * Works out the binding.
     *
     * @throws IllegalArgumentException when the route does not go with the operation
     */
    RouteBinding(Operation operation, RestRoute route) {
        this.operation = operation;
        this.route = route;
        tokenMember = operation.input().members().stream()
                .filter(Shape.Member::idempotencyToken)
                .map(Shape.Member::name)
                .findFirst()
                .orElse(null);
        variables = route.variables().stream().map(this::target).toList();
        variables.forEach(target -> byPath.add(target.member()));
        single = variables.stream().anyMatch(target -> !(target instanceof Target.Plain)) ? onlyList() : null;
        if (!hasBody()) {
            operation.input().members().forEach(this::addQuery);
        }
    }

    /** Where the value of a path's variable goes. */
    private sealed interface Target {
        String member();

        /** Into a member of the input. */
        record Plain(String member, Shape shape) implements Target {}

        /** Into a list, as its one element. */
        record Element(String member, Shape shape) implements Target {}

        /** Into a member of the one element of a list. */
        record Inner(String member, String inner, Shape shape) implements Target {}
    }

    /** What a parameter of the query means. */
    sealed interface Query {
        /** A member. */
        record Plain(Shape.Member member) implements Query {}

        /** One value of a list. */
        record Many(Shape.Member member, Shape.ListOf list) implements Query {}

        /** One value of a filter. */
        record Filter(String filter) implements Query {}
    }

    private Target target(String variable) {
        for (var member : operation.input().members()) {
            if (member.name().equals(variable)) {
                return new Target.Plain(member.name(), member.shape());
            }
        }
        for (var member : operation.input().members()) {
            if (member.name().equals(variable + "s")
                    && member.shape() instanceof Shape.ListOf list
                    && !(list.element() instanceof Shape.Structure)) {
                return new Target.Element(member.name(), list.element());
            }
        }
        for (var member : operation.input().members()) {
            if (!member.name().equals(FILTERS)
                    && member.shape() instanceof Shape.ListOf list
                    && list.element() instanceof Shape.Structure structure) {
                for (var inner : structure.members()) {
                    if (inner.name().equals(variable)) {
                        return new Target.Inner(member.name(), inner.name(), inner.shape());
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "route '" + route + "': " + operation.name() + " has no member '" + variable + "'");
    }

    private Shape.Member onlyList() {
        var lists = operation.output().members().stream()
                .filter(member -> member.shape() instanceof Shape.ListOf)
                .toList();
        if (lists.size() != 1) {
            throw new IllegalArgumentException("route '" + route + "': the answer of " + operation.name()
                    + " has not one list but " + lists.size());
        }
        return lists.getFirst();
    }

    private void addQuery(Shape.Member member) {
        if (byPath.contains(member.name()) || member.idempotencyToken()) {
            return;
        }
        if (member.name().equals(FILTERS)) {
            filterNames(member).forEach(filter -> add(RestNames.ofFilter(filter), new Query.Filter(filter)));
            return;
        }
        switch (member.shape()) {
            case Shape.Structure structure -> unusable(member);
            case Shape.MapOf map -> unusable(member);
            case Shape.ListOf list -> {
                if (list.element() instanceof Shape.Structure) {
                    unusable(member);
                } else {
                    add(RestNames.of(member.name()), new Query.Many(member, list));
                }
            }
            default -> add(queryName(member.name()), new Query.Plain(member));
        }
    }

    private void unusable(Shape.Member member) {
        if (member.required()) {
            throw new IllegalArgumentException(
                    "route '" + route + "': member '" + member.name() + "' does not fit into a query");
        }
    }

    private void add(String name, Query query) {
        if (queries.put(name, query) != null) {
            throw new IllegalArgumentException("route '" + route + "': two parameters are called '" + name + "'");
        }
    }

    private static Set<String> filterNames(Shape.Member filters) {
        if (filters.shape() instanceof Shape.ListOf list && list.element() instanceof Shape.Structure filter) {
            for (var member : filter.members()) {
                if (member.name().equals("Name") && member.shape() instanceof Shape.Text names) {
                    return names.values();
                }
            }
        }
        return Set.of();
    }

    private static String queryName(String member) {
        return switch (member) {
            case MAX_RESULTS -> LIMIT;
            case NEXT_TOKEN -> CURSOR;
            default -> RestNames.of(member);
        };
    }

    Operation operation() {
        return operation;
    }

    RestRoute route() {
        return route;
    }

    /** Whether a request on this route has a body in JSON, with what the path does not give. */
    boolean hasBody() {
        return !WITHOUT_BODY.contains(route.method()) && takes() == null;
    }

    /** The media type of a body that is no JSON and no part of the input; null where there is none. */
    @Nullable
    String takes() {
        var service = operation.service();
        return service == null ? null : service.takes();
    }

    /** The media type of an answer that is no JSON; null where it is. */
    @Nullable
    String gives() {
        var service = operation.service();
        return service == null ? null : service.gives();
    }

    /** The parameters of the query, by name. */
    Map<String, Query> queries() {
        return queries;
    }

    /** Members of the input that a body may have. */
    List<Shape.Member> bodyMembers() {
        return operation.input().members().stream()
                .filter(member -> !byPath.contains(member.name()) && !member.idempotencyToken())
                .toList();
    }

    /** Shapes of the path's variables, in its order. */
    List<Shape> variableShapes() {
        return variables.stream()
                .map(target -> switch (target) {
                    case Target.Plain plain -> plain.shape();
                    case Target.Element element -> element.shape();
                    case Target.Inner inner -> inner.shape();
                })
                .toList();
    }

    /** The list of the answer whose one element is the answer on this route; null where the whole answer is. */
    Shape.@Nullable Member single() {
        return single;
    }

    /** Whether the operation itself remembers idempotency keys. */
    boolean hasToken() {
        return tokenMember != null;
    }

    /**
     * A request as the operation gets it.
     *
     * @param violations what is wrong by the rules of REST; the paths are those of the API
     * @param filters names of the filters, in the order of the input
     */
    record Bound(ObjectNode input, List<FieldViolation> violations, List<String> filters) {}

    /**
     * Puts the parts of a request together.
     *
     * @param values of the path's variables
     * @param body null where there is none
     */
    Bound bind(
            List<String> values,
            List<RestPath.Parameter> query,
            @Nullable ObjectNode body,
            @Nullable String idempotencyKey) {
        var found = new ArrayList<FieldViolation>(0);
        var input = body == null ? NODES.objectNode() : body(body, found);
        for (int i = 0; i < variables.size(); i++) {
            set(input, variables.get(i), values.get(i));
        }
        if (tokenMember != null && idempotencyKey != null) {
            input.put(tokenMember, idempotencyKey);
        }
        var filters = new LinkedHashMap<String, ArrayNode>();
        for (var parameter : query) {
            bind(input, parameter, filters, found);
        }
        if (!filters.isEmpty()) {
            var list = input.putArray(FILTERS);
            filters.forEach((name, wanted) -> list.addObject().put("Name", name).set("Values", wanted));
        }
        return new Bound(input, found, List.copyOf(filters.keySet()));
    }

    private ObjectNode body(ObjectNode body, List<FieldViolation> found) {
        var allowed = NODES.objectNode();
        for (var property : body.properties()) {
            var member = RestJson.member(operation.input(), property.getKey());
            if (member != null && byPath.contains(member.name())) {
                found.add(callersOwn(property.getKey(), "is given by the path and not by the body"));
            } else if (member != null && member.idempotencyToken()) {
                found.add(callersOwn(property.getKey(), "is given by the header " + RestApi.IDEMPOTENCY_KEY));
            } else {
                allowed.set(property.getKey(), property.getValue());
            }
        }
        return (ObjectNode) RestJson.toApi(operation.input(), allowed, "", found);
    }

    private static FieldViolation callersOwn(String name, String rule) {
        return new FieldViolation(RestJson.CALLERS_OWN + name, FieldViolation.Rule.TYPE, rule);
    }

    private static void set(ObjectNode input, Target target, String value) {
        switch (target) {
            case Target.Plain(var member, var shape) -> input.set(member, scalar(shape, value));
            case Target.Element(var member, var shape) -> input.putArray(member).add(scalar(shape, value));
            case Target.Inner(var member, var inner, var shape) -> {
                var list = input.get(member) instanceof ArrayNode present ? present : input.putArray(member);
                var element = list.isEmpty() ? list.addObject() : (ObjectNode) list.get(0);
                element.set(inner, scalar(shape, value));
            }
        }
    }

    private void bind(
            ObjectNode input,
            RestPath.Parameter parameter,
            Map<String, ArrayNode> filters,
            List<FieldViolation> found) {
        switch (queries.get(parameter.name())) {
            case null -> found.add(callersOwn(parameter.name(), "is no parameter of this request"));
            case Query.Plain(var member) -> {
                if (input.has(member.name())) {
                    found.add(new FieldViolation(member.name(), FieldViolation.Rule.SIZE, "is there more than once"));
                } else {
                    input.set(
                            member.name(),
                            RestJson.toApi(
                                    member.shape(), scalar(member.shape(), parameter.value()), member.name(), found));
                }
            }
            case Query.Many(var member, var list) -> {
                var values =
                        input.get(member.name()) instanceof ArrayNode present ? present : input.putArray(member.name());
                values.add(scalar(list.element(), parameter.value()));
            }
            case Query.Filter(var filter) ->
                filters.computeIfAbsent(filter, name -> NODES.arrayNode()).add(parameter.value());
        }
    }

    /** A text as a value of its shape; what cannot be one stays a text, and the check of the request says so. */
    private static JsonNode scalar(Shape shape, String text) {
        return switch (shape) {
            case Shape.Whole whole when isWhole(text) -> NODES.numberNode(Long.parseLong(text));
            case Shape.Bool bool
            when text.equals("true") || text.equals("false") -> NODES.booleanNode(Boolean.parseBoolean(text));
            default -> NODES.stringNode(text);
        };
    }

    private static boolean isWhole(String text) {
        try {
            Long.parseLong(text);
            return !text.startsWith("+");
        } catch (NumberFormatException other) {
            return false;
        }
    }

    /** How the caller of this route knows the member at a path of the input. */
    String nameOf(String path, List<String> filters) {
        var filter = FILTER_PATH.matcher(path);
        if (!hasBody() && filter.matches()) {
            var place = Integer.parseInt(filter.group(1));
            return place < filters.size() ? RestNames.ofFilter(filters.get(place)) : path;
        }
        for (int i = 0; i < variables.size(); i++) {
            var variable = RestNames.of(route.variables().get(i));
            switch (variables.get(i)) {
                case Target.Plain(var member, var ignored)
                when path.equals(member) -> {
                    return variable;
                }
                case Target.Element(var member, var ignored)
                when path.startsWith(member + "[0]") -> {
                    return variable;
                }
                case Target.Inner(var member, var inner, var ignored)
                when path.equals(member + "[0]." + inner) -> {
                    return variable;
                }
                default -> {
                    // Another variable may be meant.
                }
            }
        }
        if (path.equals(tokenMember)) {
            return RestApi.IDEMPOTENCY_KEY;
        }
        return hasBody() ? nested(operation.input(), path) : queryNested(path);
    }

    private String queryNested(String path) {
        var renamed = queryName(path);
        return renamed.equals(RestNames.of(path)) ? nested(operation.input(), path) : renamed;
    }

    /** Renames member by member; below a map everything is data. */
    private static String nested(Shape.Structure structure, String path) {
        if (path.startsWith(RestJson.CALLERS_OWN)) {
            return path.substring(RestJson.CALLERS_OWN.length());
        }
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        var name = path.substring(0, end);
        var renamed = new HashMap<String, Shape>();
        structure.members().forEach(member -> renamed.put(member.name(), member.shape()));
        var shape = renamed.get(name);
        if (shape == null) {
            return path;
        }
        var rest = new StringBuilder(RestNames.of(name));
        while (shape instanceof Shape.ListOf list && end < path.length() && path.charAt(end) == '[') {
            int close = path.indexOf(']', end) + 1;
            rest.append(path, end, close);
            end = close;
            shape = list.element();
        }
        if (end == path.length()) {
            return rest.toString();
        }
        return shape instanceof Shape.Structure inner && path.charAt(end) == '.'
                ? rest.append('.')
                        .append(nested(inner, path.substring(end + 1)))
                        .toString()
                : rest.append(path, end, path.length()).toString();
    }
}
