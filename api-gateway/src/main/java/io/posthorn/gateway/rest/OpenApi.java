package io.posthorn.gateway.rest;

import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RestRoute;
import io.posthorn.core.api.Service;
import io.posthorn.core.api.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes a REST interface as an OpenAPI 3.1 document: the same table and the same shapes that requests go by. */
final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Of the interface: its first path says the same. */
    private static final String VERSION = "1";

    private static final String PROBLEM = "Problem";
    private static final int NO_BOUND = Integer.MAX_VALUE;

    /** Which problems of HTTP each error of the API is told as. */
    private static final Map<String, Problem.Kind> ERRORS = Map.of(
            "ValidationException", Problem.Kind.VALIDATION,
            "AccessDeniedException", Problem.Kind.ACCESS_DENIED,
            "ResourceNotFoundException", Problem.Kind.NOT_FOUND,
            "ConflictException", Problem.Kind.CONFLICT,
            "ServiceQuotaExceededException", Problem.Kind.QUOTA,
            "ThrottlingException", Problem.Kind.THROTTLED,
            "InternalServerException", Problem.Kind.INTERNAL);

    private final RestApi.About about;
    private final String base;
    private final RouteTable routes;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, Shape> named = new HashMap<>();

    private OpenApi(RestApi.About about, String base, RouteTable routes) {
        this.about = about;
        this.base = base;
        this.routes = routes;
    }

    /** The document. */
    static ObjectNode document(RestApi.About about, String base, RouteTable routes) {
        return new OpenApi(about, base, routes).build();
    }

    private ObjectNode build() {
        var document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", about.title())
                .put("description", about.description())
                .put("version", VERSION)
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", base);
        document.putArray("security").addObject().putArray("apiKey");
        var tags = new TreeSet<String>();
        var paths = new TreeMap<String, Map<String, ObjectNode>>();
        for (var place : routes.places()) {
            tags.add(place.entry().operation().group());
            paths.computeIfAbsent(path(place.binding().route()), path -> new LinkedHashMap<>())
                    .put(method(place.binding().route()), operation(place));
        }
        var list = document.putArray("tags");
        tags.forEach(tag -> list.addObject().put("name", tag));
        var items = document.putObject("paths");
        paths.forEach((path, operations) -> operations.forEach(items.withObjectProperty(path)::set));
        var components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("apiKey")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", about.key());
        schemas.put(PROBLEM, problem());
        var all = components.putObject("schemas");
        schemas.forEach(all::set);
        return document;
    }

    private static String path(RestRoute route) {
        var path = new StringBuilder();
        for (var segment : route.segments()) {
            switch (segment) {
                case RestRoute.Segment.Literal(var text) -> path.append('/').append(text);
                case RestRoute.Segment.Variable(var member) ->
                    path.append("/{").append(RestNames.of(member)).append('}');
            }
        }
        return path.toString();
    }

    private static String method(RestRoute route) {
        return route.method().toLowerCase(Locale.ROOT);
    }

    private ObjectNode operation(RouteTable.Place place) {
        var binding = place.binding();
        var operation = binding.operation();
        var node = JSON.createObjectNode()
                .put("operationId", operationId(binding))
                .put("summary", summary(operation, binding));
        node.putArray("tags").add(operation.group());
        var parameters = JSON.createArrayNode();
        pathParameters(binding, parameters);
        queryParameters(binding, parameters);
        headerParameters(binding, parameters);
        node.set("parameters", parameters);
        if (binding.hasBody() && !binding.bodyMembers().isEmpty()) {
            var members = binding.bodyMembers();
            node.putObject("requestBody")
                    .put("required", members.stream().anyMatch(Shape.Member::required))
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", object(members, true));
        }
        var takes = binding.takes();
        if (takes != null) {
            node.putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject(takes)
                    .set("schema", text());
        }
        responses(place, node.putObject("responses"));
        return node;
    }

    /** The operation's own name; another route of the same operation says what it is for. */
    private static String operationId(RouteBinding binding) {
        var name = RestNames.of(binding.operation().name());
        return binding.single() == null ? name : name + "One";
    }

    private static String summary(Operation operation, RouteBinding binding) {
        var words = operation.name().replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
        return binding.single() == null ? words : words + ": a single one";
    }

    private void pathParameters(RouteBinding binding, ArrayNode parameters) {
        var names = binding.route().variables();
        var shapes = binding.variableShapes();
        for (int i = 0; i < names.size(); i++) {
            parameters
                    .addObject()
                    .put("name", RestNames.of(names.get(i)))
                    .put("in", "path")
                    .put("required", true)
                    .set("schema", schema(shapes.get(i)));
        }
    }

    private void queryParameters(RouteBinding binding, ArrayNode parameters) {
        binding.queries().forEach((name, query) -> {
            var parameter = parameters.addObject().put("name", name).put("in", "query");
            switch (query) {
                case RouteBinding.Query.Plain(var member) ->
                    parameter.put("required", member.required()).set("schema", schema(member.shape()));
                case RouteBinding.Query.Many(var member, var list) ->
                    parameter.put("required", member.required()).set("schema", schema(list));
                case RouteBinding.Query.Filter(var filter) -> {
                    parameter.put("description", "Filter: one of the values must hold, and all filters.");
                    var schema = JSON.createObjectNode().put("type", "array");
                    schema.putObject("items").put("type", "string");
                    parameter.set("schema", schema);
                }
            }
        });
    }

    private static void headerParameters(RouteBinding binding, ArrayNode parameters) {
        header(parameters, BearerKeys.REGION, "The region whose resources are meant.")
                .put("pattern", "^[a-z0-9-]{1,32}$");
        header(parameters, BearerKeys.TOKEN, "Comes with temporary credentials.");
        var service = binding.operation().service();
        if (binding.hasToken() || (service != null && service.kind() == Service.Kind.SEND)) {
            header(
                            parameters,
                            RestApi.IDEMPOTENCY_KEY,
                            "A request with the key of an earlier one is that request again and not a second one.")
                    .put("pattern", "^[!-~]{1,64}$");
        }
    }

    private static ObjectNode header(ArrayNode parameters, String name, String description) {
        return parameters
                .addObject()
                .put("name", name)
                .put("in", "header")
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    private void responses(RouteTable.Place place, ObjectNode responses) {
        var binding = place.binding();
        var operation = binding.operation();
        var single = binding.single();
        var gives = binding.gives();
        var shown = single == null
                ? output(operation)
                : single.shape() instanceof Shape.ListOf list ? schema(list.element()) : schema(single.shape());
        var done =
                responses.putObject(Integer.toString(binding.route().status())).put("description", "Done");
        if (routes.isShown(place)) {
            done.putObject("headers")
                    .putObject("Location")
                    .put("description", "Where to look at it")
                    .putObject("schema")
                    .put("type", "string");
        }
        done.putObject("content")
                .putObject(gives == null ? "application/json" : gives)
                .set("schema", gives == null ? shown : text());
        var byStatus = new TreeMap<Integer, List<String>>();
        operation.errors().stream().sorted().forEach(error -> {
            var kind = ERRORS.get(error);
            if (kind != null) {
                byStatus.computeIfAbsent(kind.status(), status -> new ArrayList<>())
                        .add(kind.title());
            }
        });
        byStatus.computeIfAbsent(Problem.Kind.UNAUTHORIZED.status(), status -> new ArrayList<>())
                .add(Problem.Kind.UNAUTHORIZED.title());
        byStatus.forEach((status, titles) -> responses
                .putObject(Integer.toString(status))
                .put("description", String.join("; ", titles))
                .putObject("content")
                .putObject(Problem.CONTENT_TYPE)
                .putObject("schema")
                .put("$ref", reference(PROBLEM)));
    }

    /** A table is a text; what its columns are, the documentation says. */
    private static ObjectNode text() {
        return JSON.createObjectNode().put("type", "string");
    }

    private ObjectNode output(Operation operation) {
        return object(operation.output().members(), false);
    }

    /** Shapes with names are described once and referred to. */
    private ObjectNode schema(Shape shape) {
        return switch (shape) {
            case Shape.Structure structure -> reference(structure, () -> object(structure.members(), false));
            case Shape.Text text when !text.values().isEmpty() -> reference(text, () -> text(text));
            case Shape.Text text -> text(text);
            case Shape.Whole whole -> whole(whole);
            case Shape.Fractional fractional ->
                JSON.createObjectNode()
                        .put("type", "number")
                        .put("minimum", fractional.min())
                        .put("maximum", fractional.max());
            case Shape.Bool ignored -> JSON.createObjectNode().put("type", "boolean");
            case Shape.Timestamp ignored ->
                JSON.createObjectNode().put("type", "string").put("format", "date-time");
            case Shape.Blob ignored ->
                JSON.createObjectNode().put("type", "string").put("contentEncoding", "base64");
            case Shape.ListOf list -> {
                var node = JSON.createObjectNode().put("type", "array");
                bounds(node, list.size(), "minItems", "maxItems");
                node.set("items", schema(list.element()));
                yield node;
            }
            case Shape.MapOf map -> {
                var node = JSON.createObjectNode().put("type", "object");
                bounds(node, map.size(), "minProperties", "maxProperties");
                node.set("propertyNames", text(map.key()));
                node.set("additionalProperties", schema(map.value()));
                yield node;
            }
        };
    }

    /** Two APIs may call different shapes by one name; the second gets a number. */
    private ObjectNode reference(Shape shape, Supplier<ObjectNode> schema) {
        var name = shape.name();
        for (int number = 2; named.containsKey(name) && !shape.equals(named.get(name)); number++) {
            name = shape.name() + number;
        }
        if (named.put(name, shape) == null) {
            schemas.put(name, schema.get());
        }
        return JSON.createObjectNode().put("$ref", reference(name));
    }

    private static String reference(String name) {
        return "#/components/schemas/" + name;
    }

    private ObjectNode object(List<Shape.Member> members, boolean strict) {
        var node = JSON.createObjectNode().put("type", "object");
        var properties = node.putObject("properties");
        var required = JSON.createArrayNode();
        for (var member : members) {
            var name = member.name().equals("NextToken") ? RouteBinding.NEXT_CURSOR : RestNames.of(member.name());
            properties.set(name, schema(member.shape()));
            if (member.required()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        if (strict) {
            node.put("additionalProperties", false);
        }
        return node;
    }

    private static ObjectNode text(Shape.Text text) {
        var node = JSON.createObjectNode().put("type", "string");
        bounds(node, text.length(), "minLength", "maxLength");
        var pattern = text.pattern();
        if (pattern != null) {
            node.put("pattern", ecmaScript(pattern.pattern()));
        }
        if (!text.values().isEmpty()) {
            var values = node.putArray("enum");
            text.values().forEach(values::add);
        }
        return node;
    }

    /** Patterns here are for the whole string; in JSON Schema they are found anywhere. */
    private static String ecmaScript(String pattern) {
        return pattern.startsWith("^") && pattern.endsWith("$") ? pattern : "^(?:" + pattern + ")$";
    }

    private static ObjectNode whole(Shape.Whole whole) {
        var node = JSON.createObjectNode().put("type", "integer");
        if (whole.range().min() != Long.MIN_VALUE) {
            node.put("minimum", whole.range().min());
        }
        if (whole.range().max() != Long.MAX_VALUE) {
            node.put("maximum", whole.range().max());
        }
        return node;
    }

    private static void bounds(ObjectNode node, Shape.Bounds bounds, String min, String max) {
        if (bounds.min() > 0) {
            node.put(min, bounds.min());
        }
        if (bounds.max() < NO_BOUND) {
            node.put(max, bounds.max());
        }
    }

    private static ObjectNode problem() {
        var node = JSON.createObjectNode().put("type", "object").put("description", "RFC 9457");
        var properties = node.putObject("properties");
        for (var text :
                List.of("type", "title", "detail", "error", "reason", "resourceType", "resourceId", "requestId")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        var fields = properties.putObject("fields").put("type", "array").putObject("items");
        fields.put("type", "object");
        var field = fields.putObject("properties");
        field.putObject("name").put("type", "string");
        field.putObject("message").put("type", "string");
        var required = node.putArray("required");
        List.of("type", "title", "status", "detail", "error", "requestId").forEach(required::add);
        return node;
    }
}
