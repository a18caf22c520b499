package io.posthorn.core.api;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Valid values for any shape, found without knowing what the shape means. */
final class SampleRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One of these fits each pattern of the model, once it is repeated up to the least length. */
    private static final List<String> CANDIDATES = List.of(
            "a",
            "A",
            "US",
            "1",
            "+12065550100",
            ".50",
            "s3://bucket/key",
            "https://example.org/a",
            "arn:aws:iam::000000000000:role/r",
            "UNSET_RCS_MEDIA_CONFIGURATION");

    private SampleRequests() {}

    /** Only what is required. */
    static ObjectNode minimal(Shape.Structure structure) {
        return structure(structure, false);
    }

    /** Every member, however deep; lists and maps have the fewest entries that show what an entry is. */
    static ObjectNode complete(Shape.Structure structure) {
        return structure(structure, true);
    }

    private static ObjectNode structure(Shape.Structure structure, boolean complete) {
        var object = JSON.objectNode();
        structure.members().stream()
                .filter(member -> complete || member.required())
                .forEach(member -> object.set(member.name(), value(member.shape(), complete)));
        return object;
    }

    static JsonNode value(Shape shape, boolean complete) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, complete);
            case Shape.Text text -> JSON.stringNode(text(text));
            case Shape.Whole whole -> JSON.numberNode(Math.max(whole.range().min(), 0));
            case Shape.Fractional ignored -> JSON.numberNode(0.5);
            case Shape.Bool ignored -> JSON.booleanNode(true);
            case Shape.Timestamp ignored -> JSON.numberNode(1_798_859_045.678);
            case Shape.Blob ignored -> JSON.stringNode("AAEC//4=");
            case Shape.ListOf list -> {
                var array = JSON.arrayNode();
                for (int i = 0; i < Math.max(list.size().min(), 1); i++) {
                    array.add(value(list.element(), complete));
                }
                yield array;
            }
            case Shape.MapOf map -> JSON.objectNode().set(text(map.key()), value(map.value(), complete));
        };
    }

    static String text(Shape.Text text) {
        return Stream.concat(text.values().stream(), CANDIDATES.stream().map(candidate -> grown(candidate, text)))
                .filter(candidate -> matches(text, candidate))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no candidate fits " + text));
    }

    /** The candidate with its last character repeated up to the least length. */
    private static String grown(String candidate, Shape.Text text) {
        int missing = (int) Math.max(text.length().min() - candidate.length(), 0);
        return candidate + candidate.substring(candidate.length() - 1).repeat(missing);
    }

    static boolean matches(Shape.Text text, String candidate) {
        var pattern = text.pattern();
        return text.length().contains(candidate.codePointCount(0, candidate.length()))
                && (pattern == null || pattern.matcher(candidate).matches());
    }
}
