package io.posthorn.gateway.query;

import io.posthorn.core.api.Shape;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a form as the input of an operation. Members of structures have their names, elements of lists and
 * entries of maps a number counted from one: {@code Attributes.entry.1.key}.
 */
final class QueryInput {
    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();
    private static final char BEHIND_DOT = '.' + 1;

    private QueryInput() {}

    /**
     * The parameters of a form or of a query; the last of two that are the same wins. Empty where it is not well
     * formed.
     */
    static Optional<NavigableMap<String, String>> parameters(String form) {
        var parameters = new TreeMap<String, String>();
        try {
            for (var part : form.split("&", -1)) {
                int equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.put(decoded(name), decoded(value));
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The input that the parameters stand for. */
    static ObjectNode of(Shape.Structure shape, NavigableMap<String, String> parameters) {
        return structure(shape, "", parameters);
    }

    private static ObjectNode structure(Shape.Structure shape, String prefix, NavigableMap<String, String> parameters) {
        var members = NODES.objectNode();
        for (var member : shape.members()) {
            var name = prefix + member.name();
            if (parameters.containsKey(name) || hasBelow(name, parameters)) {
                members.set(member.name(), value(member.shape(), name, parameters));
            }
        }
        return members;
    }

    private static boolean hasBelow(String name, NavigableMap<String, String> parameters) {
        return !parameters.subMap(name + ".", true, name + BEHIND_DOT, false).isEmpty();
    }

    private static JsonNode value(Shape shape, String name, NavigableMap<String, String> parameters) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, name + ".", parameters);
            case Shape.ListOf list -> {
                var elements = NODES.arrayNode();
                for (int i = 1; isThere(name + ".member." + i, parameters); i++) {
                    elements.add(value(list.element(), name + ".member." + i, parameters));
                }
                yield elements;
            }
            case Shape.MapOf map -> {
                var entries = NODES.objectNode();
                for (int i = 1; isThere(name + ".entry." + i, parameters); i++) {
                    var entry = name + ".entry." + i;
                    // The attributes of messages are written in their own way.
                    var key = parameters.get(entry + ".Name");
                    if (key == null) {
                        entries.set(
                                parameters.getOrDefault(entry + ".key", ""),
                                value(map.value(), entry + ".value", parameters));
                    } else {
                        entries.set(key, value(map.value(), entry + ".Value", parameters));
                    }
                }
                yield entries;
            }
            case Shape.Bool ignored -> truth(parameters.getOrDefault(name, ""));
            case Shape.Whole ignored -> number(parameters.getOrDefault(name, ""));
            // No operation of this protocol has a member of another kind.
            default -> NODES.stringNode(parameters.getOrDefault(name, ""));
        };
    }

    private static boolean isThere(String name, NavigableMap<String, String> parameters) {
        return parameters.containsKey(name) || hasBelow(name, parameters);
    }

    /** What is no number stays a text, and the check of the request says so. */
    private static JsonNode number(String text) {
        try {
            return NODES.numberNode(Long.parseLong(text));
        } catch (NumberFormatException none) {
            return NODES.stringNode(text);
        }
    }

    /** What is no truth value stays a text, and the check of the request says so. */
    private static JsonNode truth(String text) {
        return text.equals("true") || text.equals("false")
                ? NODES.booleanNode(Boolean.parseBoolean(text))
                : NODES.stringNode(text);
    }
}
