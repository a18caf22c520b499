package io.posthorn.core.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which messages a subscription wants, by their attributes or by their bodies. Each member of the policy is a name and
 * the conditions for what stands under it: one condition has to be met of every name. Under {@code $or} stand policies
 * of which one has to hold. What stands in a list meets a condition where one element does.
 */
public final class FilterPolicy {
    private static final String OR = "$or";

    /** Limits of the service's developer guide. */
    private static final int MOST_NAMES = 5;

    private static final int MOST_COMBINATIONS = 150;
    private static final int DEEPEST = 16;

    private final Node root;

    private FilterPolicy(Node root) {
        this.root = root;
    }

    /** What a policy looks at. */
    public enum Scope {
        MESSAGE_ATTRIBUTES("MessageAttributes"),
        MESSAGE_BODY("MessageBody");

        private final String wireName;

        Scope(String wireName) {
            this.wireName = wireName;
        }

        /** As callers write it. */
        public String wireName() {
            return wireName;
        }
    }

    private sealed interface Node {
        boolean matches(JsonNode value);

        /** Every one holds. */
        record All(List<Node> nodes) implements Node {
            @Override
            public boolean matches(JsonNode value) {
                return nodes.stream().allMatch(node -> node.matches(value));
            }
        }

        /** One of them holds. */
        record Any(List<Node> nodes) implements Node {
            @Override
            public boolean matches(JsonNode value) {
                return nodes.stream().anyMatch(node -> node.matches(value));
            }
        }

        /** It holds for what stands under a name, or for one of the things in a list there. */
        record Under(String name, Node node) implements Node {
            @Override
            public boolean matches(JsonNode value) {
                return elements(value.path(name)).anyMatch(node::matches);
            }
        }

        /** One condition is met. */
        record Leaf(String name, List<FilterCondition> conditions) implements Node {
            @Override
            public boolean matches(JsonNode value) {
                var found = elements(value.path(name)).toList();
                return conditions.stream().anyMatch(condition -> found.stream().anyMatch(condition::matches));
            }
        }

        /** A list stands for what is in it; an empty one, like an absent value, for nothing. */
        private static Stream<JsonNode> elements(JsonNode value) {
            if (!value.isArray()) {
                return Stream.of(value);
            }
            return value.isEmpty()
                    ? Stream.of(MissingNode.getInstance())
                    : value.valueStream().flatMap(Node::elements);
        }
    }

    /** Reads a policy. */
    public static FilterPolicy parse(String json, Scope scope) throws InvalidAttributeException {
        JsonNode tree;
        try {
            tree = JsonMapper.shared().readTree(json);
        } catch (JacksonException malformed) {
            throw new InvalidAttributeException("is not JSON");
        }
        if (!(tree instanceof ObjectNode object)) {
            throw new InvalidAttributeException("is not a JSON object");
        }
        var reader = new Reader(scope);
        var root = reader.all(object, 1);
        reader.requireLimits();
        return new FilterPolicy(root);
    }

    /**
     * Whether a message is wanted.
     *
     * @param tree the body of the message, or an object with its attributes
     */
    public boolean matches(JsonNode tree) {
        return tree.isObject() && root.matches(tree);
    }

    /** Reads the members of a policy and counts what is limited. */
    private static final class Reader {
        private final Scope scope;
        private int names;
        private long combinations = 1;

        Reader(Scope scope) {
            this.scope = scope;
        }

        void requireLimits() throws InvalidAttributeException {
            if (names == 0) {
                throw new InvalidAttributeException("has no conditions");
            }
            if (names > MOST_NAMES) {
                throw new InvalidAttributeException("has more than " + MOST_NAMES + " names");
            }
            if (combinations > MOST_COMBINATIONS) {
                throw new InvalidAttributeException("has more than " + MOST_COMBINATIONS + " combinations of values");
            }
        }

        Node all(ObjectNode object, int depth) throws InvalidAttributeException {
            if (depth > DEEPEST) {
                throw new InvalidAttributeException("is deeper than " + DEEPEST + " levels");
            }
            var nodes = new ArrayList<Node>();
            for (var property : object.properties()) {
                nodes.add(member(property.getKey(), property.getValue(), depth));
            }
            return new Node.All(nodes);
        }

        private Node member(String name, JsonNode value, int depth) throws InvalidAttributeException {
            if (name.equals(OR)
                    && value.isArray()
                    && value.size() > 1
                    && value.valueStream().allMatch(JsonNode::isObject)) {
                var nodes = new ArrayList<Node>();
                for (var each : value) {
                    nodes.add(all((ObjectNode) each, depth + 1));
                }
                return new Node.Any(nodes);
            }
            if (value instanceof ObjectNode inner) {
                if (scope == Scope.MESSAGE_ATTRIBUTES) {
                    throw new InvalidAttributeException(
                            "has an object under " + name + ", but attributes hold no objects");
                }
                return new Node.Under(name, all(inner, depth + 1));
            }
            if (!value.isArray() || value.isEmpty()) {
                throw new InvalidAttributeException("has no list of conditions under " + name);
            }
            names++;
            combinations = Math.min(combinations * value.size() * depth, Integer.MAX_VALUE);
            var conditions = new ArrayList<FilterCondition>();
            for (var each : value) {
                conditions.add(FilterCondition.parse(each));
            }
            return new Node.Leaf(name, conditions);
        }
    }
}
