package io.posthorn.gateway.rest;

import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns JSON of the REST interface into JSON of the API and back, guided by its shapes: members have names in camel
 * case, and times are texts of RFC 3339 rather than seconds. Keys of maps are data and stay as they are.
 */
final class RestJson {
    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();
    private static final int MILLIS = 3;

    /** Stands in a path before a name that the API does not have, and that is therefore shown as it came. */
    static final String CALLERS_OWN = "?";

    private RestJson() {}

    /** Finds a member by its name in the REST interface; null where there is none. */
    static Shape.@Nullable Member member(Shape.Structure structure, String restName) {
        for (var member : structure.members()) {
            if (RestNames.of(member.name()).equals(restName)) {
                return member;
            }
        }
        return null;
    }

    /**
     * A value for the API.
     *
     * @param path where it stands, in the names of the API
     * @param found takes what the API's own check would not see: members that do not exist, texts that are no time
     */
    static JsonNode toApi(Shape shape, JsonNode value, String path, List<FieldViolation> found) {
        return switch (shape) {
            case Shape.Structure structure
            when value instanceof ObjectNode object -> structure(structure, object, path, found);
            case Shape.ListOf list
            when value instanceof ArrayNode array -> {
                var elements = NODES.arrayNode(array.size());
                for (int i = 0; i < array.size(); i++) {
                    elements.add(toApi(list.element(), array.get(i), path + "[" + i + "]", found));
                }
                yield elements;
            }
            case Shape.MapOf map
            when value instanceof ObjectNode object -> {
                var entries = NODES.objectNode();
                object.properties()
                        .forEach(entry -> entries.set(
                                entry.getKey(),
                                toApi(map.value(), entry.getValue(), path + "." + entry.getKey(), found)));
                yield entries;
            }
            case Shape.Timestamp timestamp when !value.isNull() -> time(value, path, found);
            default -> value;
        };
    }

    private static ObjectNode structure(
            Shape.Structure structure, ObjectNode object, String path, List<FieldViolation> found) {
        var members = NODES.objectNode();
        var inner = path.isEmpty() ? "" : path + ".";
        for (var property : object.properties()) {
            var member = member(structure, property.getKey());
            if (member == null) {
                found.add(new FieldViolation(
                        inner + CALLERS_OWN + property.getKey(),
                        FieldViolation.Rule.TYPE,
                        "is no member of this request"));
            } else {
                members.set(member.name(), toApi(member.shape(), property.getValue(), inner + member.name(), found));
            }
        }
        return members;
    }

    private static JsonNode time(JsonNode value, String path, List<FieldViolation> found) {
        if (value.isString()) {
            try {
                var time = OffsetDateTime.parse(value.stringValue()).toInstant();
                return NODES.numberNode(BigDecimal.valueOf(time.toEpochMilli(), MILLIS));
            } catch (DateTimeException notATime) {
                // Told below, together with values that are no text.
            }
        }
        found.add(new FieldViolation(
                path, FieldViolation.Rule.TYPE, "must be a time as in 2026-01-31T12:00:00Z, as a string"));
        return value;
    }

    /** A value for the REST interface. */
    static JsonNode fromApi(Shape shape, JsonNode value) {
        return switch (shape) {
            case Shape.Structure structure
            when value instanceof ObjectNode object -> {
                var members = NODES.objectNode();
                for (var member : structure.members()) {
                    var present = object.get(member.name());
                    if (present != null && !present.isNull()) {
                        members.set(RestNames.of(member.name()), fromApi(member.shape(), present));
                    }
                }
                yield members;
            }
            case Shape.ListOf list
            when value instanceof ArrayNode array -> {
                var elements = NODES.arrayNode(array.size());
                array.forEach(element -> elements.add(fromApi(list.element(), element)));
                yield elements;
            }
            case Shape.MapOf map
            when value instanceof ObjectNode object -> {
                var entries = NODES.objectNode();
                object.properties()
                        .forEach(entry -> entries.set(entry.getKey(), fromApi(map.value(), entry.getValue())));
                yield entries;
            }
            case Shape.Timestamp timestamp when value.isNumber() -> NODES.stringNode(time(value.decimalValue()));
            default -> value;
        };
    }

    private static String time(BigDecimal seconds) {
        var millis = seconds.movePointRight(MILLIS).setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochMilli(millis.longValue()).toString();
    }
}
