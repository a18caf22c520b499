package io.posthorn.core.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operations, shapes and errors of an API, as a resource beside this class states them: {@code model.json} for the
 * wire API. The resource also says of each operation how it is served here.
 */
public final class ApiModel {
    private static final String RESOURCE = "model.json";

    private final String targetPrefix;
    private final String namespace;
    private final String signingName;
    private final Map<String, Operation> operations;

    private ApiModel(JsonNode model) {
        var service = model.required("service");
        targetPrefix = service.required("targetPrefix").stringValue();
        namespace = service.required("namespace").stringValue();
        signingName = service.required("signingName").stringValue();
        var shapes = new Shapes(model.required("shapes"));
        var byName = new LinkedHashMap<String, Operation>();
        model.required("operations")
                .properties()
                .forEach(entry -> byName.put(entry.getKey(), operation(entry.getKey(), entry.getValue(), shapes)));
        operations = Collections.unmodifiableMap(byName);
    }

    /**
     * Reads the model; do it once, it takes some tenths of a second in a cold JVM.
     *
     * @throws IllegalStateException when the resource is not there or contradicts itself: the build is broken
     */
    public static ApiModel load() {
        return load(RESOURCE);
    }

    /**
     * Reads another API that is written down in the same way.
     *
     * @param resource name of a file beside this class
     * @throws IllegalStateException when the resource is not there or contradicts itself: the build is broken
     */
    public static ApiModel load(String resource) {
        return new ApiModel(resource(resource));
    }

    static JsonNode resource() {
        return resource(RESOURCE);
    }

    private static JsonNode resource(String resource) {
        try (var in = ApiModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource '" + resource + "' beside " + ApiModel.class.getName());
            }
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource '" + resource + "'", e);
        }
    }

    /** The operation of that exact name, empty when the API has none. */
    public Optional<Operation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** All operations, by name. */
    public Collection<Operation> operations() {
        return operations.values();
    }

    /** What stands before the dot in the header {@code X-Amz-Target}. */
    public String targetPrefix() {
        return targetPrefix;
    }

    /** What stands before the hash in the {@code __type} of a modelled error. */
    public String namespace() {
        return namespace;
    }

    /** The service name in the credential scope of a signed request. */
    public String signingName() {
        return signingName;
    }

    private static Operation operation(String name, JsonNode node, Shapes shapes) {
        var errors = new LinkedHashSet<String>();
        node.required("errors").forEach(error -> errors.add(error.stringValue()));
        return new Operation(
                name,
                node.required("group").stringValue(),
                LocalDate.parse(node.required("since").stringValue()),
                shapes.structure(node.required("input").stringValue()),
                shapes.structure(node.required("output").stringValue()),
                errors,
                node.has("served") ? service(node.required("served")) : null);
    }

    private static Service service(JsonNode node) {
        var kind = Service.Kind.valueOf(constant(node.required("kind")));
        return new Service(
                kind,
                Service.By.valueOf(constant(node.required("by"))),
                node.path("audited").asBoolean(kind != Service.Kind.SEND),
                node.path("rest")
                        .valueStream()
                        .map(route -> RestRoute.parse(route.stringValue()))
                        .toList(),
                node.path("takes").stringValue(null),
                node.path("gives").stringValue(null));
    }

    private static String constant(JsonNode name) {
        return name.stringValue().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Builds each shape when it is first asked for, after the shapes it is made of. */
    private static final class Shapes {
        private final JsonNode definitions;
        private final Map<String, Shape> built = new HashMap<>();
        private final Deque<String> building = new ArrayDeque<>();

        Shapes(JsonNode definitions) {
            this.definitions = definitions;
        }

        Shape.Structure structure(String name) {
            if (shape(name) instanceof Shape.Structure structure) {
                return structure;
            }
            throw new IllegalStateException("shape '" + name + "' is not a structure");
        }

        private Shape shape(String name) {
            var known = built.get(name);
            if (known != null) {
                return known;
            }
            if (building.contains(name)) {
                throw new IllegalStateException("shape '" + name + "' contains itself");
            }
            building.push(name);
            var shape = build(name, definitions.required(name));
            building.pop();
            built.put(name, shape);
            return shape;
        }

        private Shape build(String name, JsonNode node) {
            var type = node.required("type").stringValue();
            return switch (type) {
                case "structure", "union" -> new Shape.Structure(name, members(node.required("members")));
                case "string" -> new Shape.Text(name, size(node), pattern(node), values(node));
                case "integer" -> new Shape.Whole(name, range(node, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case "long" -> new Shape.Whole(name, range(node, Long.MIN_VALUE, Long.MAX_VALUE));
                case "double" -> fractional(name, node);
                case "boolean" -> new Shape.Bool(name);
                case "timestamp" -> new Shape.Timestamp(name);
                case "blob" -> new Shape.Blob(name, size(node));
                case "list" -> new Shape.ListOf(name, target(node, "member"), size(node));
                case "map" -> {
                    if (target(node, "key") instanceof Shape.Text key) {
                        yield new Shape.MapOf(name, key, target(node, "value"), size(node));
                    }
                    throw new IllegalStateException("the keys of map '" + name + "' are not strings");
                }
                default -> throw new IllegalStateException("shape '" + name + "' has unknown type '" + type + "'");
            };
        }

        private Shape target(JsonNode node, String role) {
            return shape(node.required(role).stringValue());
        }

        private List<Shape.Member> members(JsonNode node) {
            var members = new ArrayList<Shape.Member>();
            node.properties()
                    .forEach(entry -> members.add(new Shape.Member(
                            entry.getKey(),
                            target(entry.getValue(), "shape"),
                            entry.getValue().path("required").asBoolean(false),
                            entry.getValue().path("idempotencyToken").asBoolean(false),
                            entry.getValue().has("default"))));
            return members;
        }

        private static Shape.Bounds size(JsonNode node) {
            var length = node.get("length");
            return length == null
                    ? Shape.Bounds.OF_ANY_SIZE
                    : new Shape.Bounds(
                            length.required(0).longValue(), length.required(1).longValue());
        }

        private static Shape.Bounds range(JsonNode node, long min, long max) {
            var range = node.path("range");
            return new Shape.Bounds(range.path(0).asLong(min), range.path(1).asLong(max));
        }

        private static Shape fractional(String name, JsonNode node) {
            var range = node.path("range");
            return new Shape.Fractional(
                    name,
                    range.path(0).asDouble(-Double.MAX_VALUE),
                    range.path(1).asDouble(Double.MAX_VALUE));
        }

        private static @Nullable Pattern pattern(JsonNode node) {
            var pattern = node.get("pattern");
            return pattern == null ? null : Pattern.compile(pattern.stringValue());
        }

        private static Set<String> values(JsonNode node) {
            var values = new LinkedHashSet<String>();
            node.path("enum").forEach(value -> values.add(value.stringValue()));
            return Collections.unmodifiableSet(values);
        }
    }
}
