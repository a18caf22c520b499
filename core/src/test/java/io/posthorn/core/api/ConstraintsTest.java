package io.posthorn.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.posthorn.core.api.FieldViolation.Rule;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goes through every constraint of every operation: breaks it, and expects to be told so, with the name of the field.
 */
class ConstraintsTest {
    private static final ApiModel MODEL = ApiModel.load();

    /** Our own: what the operator does, what tenants have beside the API, and what services ask of each other. */
    private static final List<ApiModel> OTHERS = Stream.of(
                    "operator.json",
                    "requests.json",
                    "messages.json",
                    "queues.json",
                    "deliveries.json",
                    "audit.json",
                    "handsets.json",
                    "internal.json")
            .map(ApiModel::load)
            .toList();

    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();

    /** Values of all patterns there are; a test says so when a new pattern needs another. */
    private static final List<String> SAMPLES = List.of(
            "A1b2C3",
            "US",
            "+14254147755",
            "arn:aws:sms-voice:us-east-1:000000000000:pool/pool-1",
            "arn:aws:iam::000000000000:role:sender",
            "1.00",
            "s3://media-bucket/picture.png",
            "https://example.com/picture",
            "SAMPLE",
            "sample",
            "000000000000",
            "a-secret-of-some-length",
            "request-0123456789abcdef0123456789abcdef",
            "019a0000-0000-7000-8000-000000000000",
            "0123456789abcdef".repeat(4));

    /** One of these breaks any pattern that can be broken. */
    private static final List<String> MISFITS = List.of(
            "é".repeat(12),
            "é".repeat(36),
            "é".repeat(40),
            "é".repeat(64),
            "!",
            " ",
            "é\u0000",
            "a b",
            "\n",
            "!!",
            "  ",
            "\n\n",
            "\t \n \t \n",
            "\t \n \t \n \t \n \t \n \t \n \t \n");

    /**
     * A request with one thing wrong.
     *
     * @param path of the field that is wrong
     */
    private record Broken(String path, Rule rule, JsonNode request) {}

    static Stream<Operation> operations() {
        return Stream.concat(Stream.of(MODEL), OTHERS.stream()).flatMap(model -> model.operations().stream());
    }

    @Test
    void goesThroughAllOperations() {
        assertThat(MODEL.operations()).hasSize(110);
        assertThat(OTHERS).allSatisfy(model -> assertThat(model.operations()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void takesARequestWithEveryMember(Operation operation) {
        assertThat(RequestValidator.violations(operation, valid(operation.input())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tellsEachConstraintThatIsBroken(Operation operation) {
        var wholly = valid(operation.input());
        var broken = new ArrayList<Broken>();
        breakAll(operation.input(), wholly, "", new Place(wholly), broken);

        assertThat(broken)
                .allSatisfy(each -> assertThat(RequestValidator.violations(operation, each.request()))
                        .as("%s of '%s'", each.rule(), each.path())
                        .extracting(FieldViolation::path, FieldViolation::rule)
                        .containsExactly(tuple(each.path(), each.rule())));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tellsAllViolationsTogether(Operation operation) {
        var request = NODES.objectNode();
        operation.input().members().forEach(member -> request.set(member.name(), ofAnotherType(member.shape())));

        assertThat(RequestValidator.violations(operation, request))
                .extracting(FieldViolation::path)
                .containsExactlyInAnyOrderElementsOf(operation.input().members().stream()
                        .map(Shape.Member::name)
                        .toList());
    }

    @Test
    void meetsEveryRuleAndNearlyEveryPattern() {
        var rules = new HashSet<Rule>();
        var unbreakable = new HashSet<String>();
        operations().forEach(operation -> {
            var wholly = valid(operation.input());
            var broken = new ArrayList<Broken>();
            breakAll(operation.input(), wholly, "", new Place(wholly), broken);
            broken.forEach(each -> rules.add(each.rule()));
        });
        texts().filter(text -> text.pattern() != null && misfit(text) == null)
                .forEach(text -> unbreakable.add(String.valueOf(text.pattern())));

        assertThat(rules).containsExactlyInAnyOrder(Rule.values());
        assertThat(unbreakable).isEmpty();
    }

    private static Stream<Shape.Text> texts() {
        var found = new HashSet<Shape.Text>();
        operations().forEach(operation -> collect(operation.input(), found));
        return found.stream();
    }

    private static void collect(Shape shape, Set<Shape.Text> found) {
        switch (shape) {
            case Shape.Text text -> found.add(text);
            case Shape.Structure structure -> structure.members().forEach(member -> collect(member.shape(), found));
            case Shape.ListOf list -> collect(list.element(), found);
            case Shape.MapOf map -> {
                found.add(map.key());
                collect(map.value(), found);
            }
            default -> {
                // Holds no text.
            }
        }
    }

    /** Where a value stands in a request, so that a copy of the request can have another one there. */
    private record Place(JsonNode request, List<Object> steps) {
        Place(JsonNode request) {
            this(request, List.of());
        }

        Place at(Object step) {
            return new Place(
                    request, Stream.concat(steps.stream(), Stream.of(step)).toList());
        }

        JsonNode with(JsonNode value) {
            if (steps.isEmpty()) {
                return value;
            }
            var copy = request.deepCopy();
            var parent = copy;
            for (var step : steps.subList(0, steps.size() - 1)) {
                parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
            }
            if (parent instanceof ArrayNode list) {
                list.set((Integer) steps.getLast(), value);
            } else {
                ((ObjectNode) parent).set((String) steps.getLast(), value);
            }
            return copy;
        }

        JsonNode without() {
            return with(NODES.nullNode());
        }
    }

    private static void breakAll(Shape shape, JsonNode value, String path, Place place, List<Broken> broken) {
        broken.add(new Broken(path, Rule.TYPE, place.with(ofAnotherType(shape))));
        switch (shape) {
            case Shape.Structure structure -> {
                for (var member : structure.members()) {
                    var inner = path.isEmpty() ? member.name() : path + "." + member.name();
                    var there = place.at(member.name());
                    if (member.required()) {
                        broken.add(new Broken(inner, Rule.REQUIRED, there.without()));
                    }
                    breakAll(member.shape(), value.required(member.name()), inner, there, broken);
                }
            }
            case Shape.Text text -> breakText(text, path, place, broken);
            case Shape.Whole whole -> {
                if (whole.range().min() > Long.MIN_VALUE) {
                    broken.add(new Broken(
                            path,
                            Rule.RANGE,
                            place.with(NODES.numberNode(whole.range().min() - 1))));
                }
                if (whole.range().max() < Long.MAX_VALUE) {
                    broken.add(new Broken(
                            path,
                            Rule.RANGE,
                            place.with(NODES.numberNode(whole.range().max() + 1))));
                }
            }
            case Shape.Fractional fractional -> {
                broken.add(new Broken(path, Rule.RANGE, place.with(NODES.numberNode(fractional.min() - 0.5))));
                broken.add(new Broken(path, Rule.RANGE, place.with(NODES.numberNode(fractional.max() + 0.5))));
            }
            case Shape.Bool ignored -> {
                // Nothing but its type can be wrong.
            }
            case Shape.Timestamp ignored ->
                broken.add(new Broken(path, Rule.RANGE, place.with(NODES.numberNode(Long.MAX_VALUE))));
            case Shape.Blob blob -> {
                broken.add(new Broken(path, Rule.ENCODING, place.with(NODES.stringNode("no base64!"))));
                broken.add(new Broken(
                        path, Rule.LENGTH, place.with(blob(blob.length().max() + 1))));
                if (blob.length().min() > 0) {
                    broken.add(new Broken(
                            path, Rule.LENGTH, place.with(blob(blob.length().min() - 1))));
                }
            }
            case Shape.ListOf list -> {
                if (list.size().min() > 0) {
                    broken.add(new Broken(
                            path, Rule.SIZE, place.with(list(list, list.size().min() - 1))));
                }
                if (list.size().max() < Integer.MAX_VALUE) {
                    broken.add(new Broken(
                            path, Rule.SIZE, place.with(list(list, list.size().max() + 1))));
                }
                breakAll(list.element(), value.required(0), path + "[0]", place.at(0), broken);
            }
            case Shape.MapOf map -> {
                if (map.size().min() > 0) {
                    broken.add(new Broken(path, Rule.SIZE, place.with(NODES.objectNode())));
                }
                if (map.size().max() < Integer.MAX_VALUE) {
                    var large = NODES.objectNode();
                    for (long i = 0; i <= map.size().max(); i++) {
                        large.set("key" + i, valid(map.value()));
                    }
                    broken.add(new Broken(path, Rule.SIZE, place.with(large)));
                }
                breakKey(map, path, place, broken);
                var key = valid(map.key()).stringValue();
                breakAll(map.value(), value.required(key), path + "." + key, place.at(key), broken);
            }
        }
    }

    private static void breakText(Shape.Text text, String path, Place place, List<Broken> broken) {
        if (text.length().min() > 0) {
            var length = (int) text.length().min() - 1;
            broken.add(new Broken(path, Rule.LENGTH, place.with(NODES.stringNode("1".repeat(length)))));
        }
        if (text.length().max() < Integer.MAX_VALUE) {
            var length = (int) text.length().max() + 1;
            broken.add(new Broken(path, Rule.LENGTH, place.with(NODES.stringNode("1".repeat(length)))));
        }
        if (!text.values().isEmpty()) {
            broken.add(new Broken(path, Rule.ENUM, place.with(NODES.stringNode("NONE_OF_THEM"))));
        }
        var misfit = misfit(text);
        if (misfit != null) {
            broken.add(new Broken(path, Rule.PATTERN, place.with(NODES.stringNode(misfit))));
        }
    }

    private static void breakKey(Shape.MapOf map, String path, Place place, List<Broken> broken) {
        var misfit = misfit(map.key());
        if (misfit != null) {
            broken.add(new Broken(
                    path, Rule.PATTERN, place.with(NODES.objectNode().set(misfit, valid(map.value())))));
        }
    }

    /** A text of the right length that is not what it has to be; null where every text is. */
    private static @Nullable String misfit(Shape.Text text) {
        var pattern = text.pattern();
        return pattern == null
                ? null
                : MISFITS.stream()
                        .filter(misfit -> text.length().contains(misfit.codePointCount(0, misfit.length())))
                        .filter(misfit -> !pattern.matcher(misfit).matches())
                        .findFirst()
                        .orElse(null);
    }

    /** A value with every member, each right. */
    private static JsonNode valid(Shape shape) {
        return switch (shape) {
            case Shape.Structure structure -> {
                var members = NODES.objectNode();
                structure.members().forEach(member -> members.set(member.name(), valid(member.shape())));
                yield members;
            }
            case Shape.Text text -> NODES.stringNode(sample(text));
            case Shape.Whole whole -> NODES.numberNode(Math.max(whole.range().min(), 1));
            case Shape.Fractional ignored -> NODES.numberNode(1.5);
            case Shape.Bool ignored -> NODES.booleanNode(true);
            case Shape.Timestamp ignored -> NODES.numberNode(1_767_323_045L);
            case Shape.Blob blob -> blob(Math.max(blob.length().min(), 1));
            case Shape.ListOf list -> list(list, Math.max(list.size().min(), 1));
            case Shape.MapOf map -> NODES.objectNode().set(valid(map.key()).stringValue(), valid(map.value()));
        };
    }

    private static String sample(Shape.Text text) {
        if (!text.values().isEmpty()) {
            return text.values().iterator().next();
        }
        var pattern = text.pattern();
        return SAMPLES.stream()
                .filter(sample -> text.length().contains(sample.length()))
                .filter(sample -> pattern == null || pattern.matcher(sample).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample for " + text));
    }

    private static ArrayNode list(Shape.ListOf list, long size) {
        var elements = NODES.arrayNode();
        for (long i = 0; i < size; i++) {
            elements.add(valid(list.element()));
        }
        return elements;
    }

    private static JsonNode blob(long length) {
        return NODES.stringNode(Base64.getEncoder().encodeToString(new byte[(int) length]));
    }

    private static JsonNode ofAnotherType(Shape shape) {
        return switch (shape) {
            case Shape.Structure ignored -> NODES.arrayNode();
            case Shape.Text ignored -> NODES.numberNode(1);
            case Shape.Whole ignored -> NODES.numberNode(1.5);
            case Shape.Fractional ignored -> NODES.stringNode("1.5");
            case Shape.Bool ignored -> NODES.stringNode("true");
            case Shape.Timestamp ignored -> NODES.stringNode("now");
            case Shape.Blob ignored -> NODES.numberNode(1);
            case Shape.ListOf ignored -> NODES.objectNode();
            case Shape.MapOf ignored -> NODES.arrayNode();
        };
    }
}
