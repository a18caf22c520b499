package io.posthorn.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.posthorn.core.DamagedText;
import io.posthorn.core.api.FieldViolation.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RequestValidatorTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Stream<Operation> operations() {
        return MODEL.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void acceptsARequestWithOnlyWhatIsRequired(Operation operation) {
        assertThat(RequestValidator.violations(operation, SampleRequests.minimal(operation.input())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void acceptsARequestWithEveryMember(Operation operation) {
        assertThat(RequestValidator.violations(operation, SampleRequests.complete(operation.input())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void neverFailsWhateverARequestHolds(Operation operation) {
        var request = SampleRequests.complete(operation.input()).toString();
        DamagedText.of(request, 50, damaged -> {
            try {
                if (JsonMapper.shared().readTree(damaged) instanceof ObjectNode input) {
                    RequestValidator.violations(operation, input)
                            .forEach(each -> assertThat(each.message()).isNotEmpty());
                }
            } catch (JacksonException malformed) {
                // Answered before anything looks at it.
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void reportsEachBrokenConstraintUnderItsPath(Operation operation) {
        for (var breach : breachesOf(operation)) {
            var request = SampleRequests.complete(operation.input());
            breach.damage().accept(request);

            assertThat(RequestValidator.violations(operation, request))
                    .as("%s: %s of '%s'", operation.name(), breach.rule(), breach.path())
                    .extracting(FieldViolation::path, FieldViolation::rule)
                    .containsExactly(tuple(breach.path(), breach.rule()));
        }
    }

    @Test
    void everyKindOfConstraintOccursInTheModel() {
        assertThat(operations().flatMap(operation -> breachesOf(operation).stream()))
                .extracting(Breach::rule)
                .contains(Rule.values());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void acceptsTextsOfTheGreatestLength(Operation operation) {
        for (var member : operation.input().members()) {
            if (member.shape() instanceof Shape.Text text && text.values().isEmpty()) {
                longest(text).ifPresent(longest -> {
                    var request = SampleRequests.minimal(operation.input()).put(member.name(), longest);
                    assertThat(RequestValidator.violations(operation, request))
                            .as(member.name())
                            .isEmpty();
                });
            }
        }
    }

    @Test
    void reportsAllViolationsInTheOrderOfTheModel() {
        assertThat(violations("SendTextMessage", """
                        {"TimeToLive": 4, "MessageBody": " ", "MessageType": "OTHER", "Context": {"a b": "x", "c": " x"}}"""))
                .extracting(FieldViolation::path, FieldViolation::rule, FieldViolation::message)
                .containsExactly(
                        tuple("DestinationPhoneNumber", Rule.REQUIRED, "is required"),
                        tuple("MessageBody", Rule.PATTERN, "must match the pattern ^(?!\\s*$)[\\s\\S]+$"),
                        tuple("MessageType", Rule.ENUM, "must be one of TRANSACTIONAL, PROMOTIONAL"),
                        tuple("TimeToLive", Rule.RANGE, "must be 5 to 259200"),
                        tuple("Context", Rule.PATTERN, "has a key that must match the pattern ^\\S+$"),
                        tuple("Context.c", Rule.PATTERN, "must match the pattern ^(?!\\s)^[\\s\\S]+(?<!\\s)$"));
    }

    @Test
    void namesNestedMembersFromTheOutsideIn() {
        assertThat(violations("DescribePools", """
                        {"Filters": [{"Name": "status", "Values": ["ACTIVE"]}, {"Values": ["A", ""]}]}"""))
                .extracting(FieldViolation::path, FieldViolation::rule)
                .containsExactly(tuple("Filters[1].Name", Rule.REQUIRED), tuple("Filters[1].Values[1]", Rule.LENGTH));
    }

    @Test
    void countsCodePointsNotUtf16Units() {
        assertThat(violations("SendTextMessage", send("MessageBody", "\"" + "😀".repeat(1_600) + "\"")))
                .isEmpty();
        assertThat(violations("SendTextMessage", send("MessageBody", "\"" + "😀".repeat(1_601) + "\"")))
                .extracting(FieldViolation::rule)
                .containsExactly(Rule.LENGTH);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "MaxPrice, '\"0.05\"', ",
        "MaxPrice, '\".5\"', ",
        "MaxPrice, '\"1\"', LENGTH",
        "MaxPrice, '\"10\"', PATTERN",
        "MaxPrice, 0.05, TYPE",
        "TimeToLive, 5, ",
        "TimeToLive, 259200, ",
        "TimeToLive, 259201, RANGE",
        "TimeToLive, 5.5, TYPE",
        "TimeToLive, 5.0, TYPE",
        "TimeToLive, '\"60\"', TYPE",
        "TimeToLive, 99999999999999999999999, RANGE",
        "DryRun, '\"true\"', TYPE",
        "DryRun, null, ",
        "Context, '[]', TYPE",
        "Context, '{}', ",
        "DestinationCountryParameters, '{\"IN_ENTITY_ID\":\"x\"}', ",
        "DestinationCountryParameters, '{\"US_ENTITY_ID\":\"x\"}', ENUM",
        "Keyword, '\"KEY\\n\"', PATTERN",
    })
    void checksMembersOfASend(String member, String value, Rule rule) {
        assertThat(violations("SendTextMessage", send(member, value)))
                .extracting(FieldViolation::rule)
                .isEqualTo(Optional.ofNullable(rule).map(List::of).orElse(List.of()));
    }

    @Test
    void ignoresUnknownMembersAndTakesNullForAbsent() {
        assertThat(violations("SendTextMessage", """
                        {"DestinationPhoneNumber": "+12065550100", "Novelty": {"deep": [1]}, "MessageBody": null}""")).isEmpty();
        assertThat(violations("SendTextMessage", """
                        {"DestinationPhoneNumber": null}"""))
                .extracting(FieldViolation::rule)
                .containsExactly(Rule.REQUIRED);
    }

    @Test
    void leavesTheMemberOfAUnionToTheOperation() {
        assertThat(violations("SendRcsMessage", """
                        {"DestinationPhoneNumber": "+12065550100", "OriginationIdentity": "rcs-1", "RcsMessageContent": {"Content": {}}}""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null"})
    void aRequestThatIsNoObjectIsAViolationWithoutPath(String request) {
        assertThat(violations("DescribePools", request))
                .containsExactly(new FieldViolation("", Rule.TYPE, "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e300", "253402300800", "-62135596801"})
    void refusesTimesNoCalendarHolds(String seconds) {
        assertThat(violations("PutProtectConfigurationRuleSetNumberOverride", override(seconds)))
                .extracting(FieldViolation::path, FieldViolation::rule)
                .containsExactly(tuple("ExpirationTimestamp", Rule.RANGE));
        assertThat(violations("PutProtectConfigurationRuleSetNumberOverride", override("9".repeat(400))))
                .extracting(FieldViolation::path, FieldViolation::rule)
                .containsExactly(tuple("ExpirationTimestamp", Rule.RANGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1704164645.123", "1704164645", "1.704164645123E9", "253402300799", "-62135596800", "0"})
    void acceptsSecondsSinceTheEpoch(String seconds) {
        assertThat(violations("PutProtectConfigurationRuleSetNumberOverride", override(seconds)))
                .isEmpty();
    }

    private static String override(String expiration) {
        return """
                {"ProtectConfigurationId": "protect-1", "DestinationPhoneNumber": "+12065550100", "Action": "ALLOW",
                 "ExpirationTimestamp": %s}""".formatted(expiration);
    }

    @Test
    void doesNotLookIntoAListThatIsTooLong() {
        var numbers = JSON.arrayNode();
        for (int i = 0; i < 100_000; i++) {
            numbers.add(i);
        }

        assertThat(RequestValidator.violations(
                        MODEL.operation("DescribePools").orElseThrow(),
                        JSON.objectNode().set("PoolIds", numbers)))
                .extracting(FieldViolation::path, FieldViolation::rule)
                .containsExactly(tuple("PoolIds", Rule.SIZE));
    }

    private static String send(String member, String value) {
        return "{\"DestinationPhoneNumber\": \"+12065550100\", \"" + member + "\": " + value + "}";
    }

    private static List<FieldViolation> violations(String operation, String request) {
        return RequestValidator.violations(
                MODEL.operation(operation).orElseThrow(), JsonMapper.shared().readTree(request));
    }

    private static Optional<String> longest(Shape.Text text) {
        var start = SampleRequests.text(text);
        var grown = start
                + start.substring(start.length() - 1).repeat((int) text.length().max() - start.length());
        return Optional.of(grown).filter(candidate -> SampleRequests.matches(text, candidate));
    }

    /** A way to break exactly one constraint of a complete request. */
    private record Breach(String path, Rule rule, Consumer<ObjectNode> damage) {}

    private static List<Breach> breachesOf(Operation operation) {
        var breaches = new ArrayList<Breach>();
        addStructure(operation.input(), "", root -> root, breaches);
        return breaches;
    }

    /** Finds the value to damage, starting from the request. */
    private interface Step {
        JsonNode from(ObjectNode request);
    }

    private static void addStructure(Shape.Structure structure, String path, Step step, List<Breach> breaches) {
        for (var member : structure.members()) {
            var name = member.name();
            var memberPath = path.isEmpty() ? name : path + "." + name;
            if (member.required()) {
                breaches.add(new Breach(
                        memberPath, Rule.REQUIRED, request -> ((ObjectNode) step.from(request)).remove(name)));
                breaches.add(new Breach(
                        memberPath, Rule.REQUIRED, request -> ((ObjectNode) step.from(request)).putNull(name)));
            }
            addValue(
                    member.shape(),
                    memberPath,
                    request -> step.from(request).required(name),
                    (request, value) -> ((ObjectNode) step.from(request)).set(name, value),
                    breaches);
        }
    }

    private static void addValue(
            Shape shape, String path, Step step, BiConsumer<ObjectNode, JsonNode> replace, List<Breach> breaches) {
        BiConsumer<Rule, JsonNode> with =
                (rule, value) -> breaches.add(new Breach(path, rule, request -> replace.accept(request, value)));
        with.accept(Rule.TYPE, shape instanceof Shape.Bool ? JSON.numberNode(1) : JSON.booleanNode(true));
        switch (shape) {
            case Shape.Structure structure -> addStructure(structure, path, step, breaches);
            case Shape.Text text ->
                wrongTexts(text).forEach(wrong -> with.accept(wrong.rule(), JSON.stringNode(wrong.text())));
            case Shape.Whole whole -> {
                with.accept(Rule.TYPE, JSON.numberNode(1.5));
                with.accept(Rule.RANGE, JSON.numberNode(before(whole.range().min())));
                with.accept(Rule.RANGE, JSON.numberNode(after(whole.range().max())));
            }
            case Shape.Fractional fractional -> {
                with.accept(Rule.RANGE, JSON.numberNode(Math.nextDown(fractional.min())));
                with.accept(Rule.RANGE, JSON.numberNode(Math.nextUp(fractional.max())));
            }
            case Shape.Bool ignored -> with.accept(Rule.TYPE, JSON.stringNode("true"));
            case Shape.Timestamp ignored -> {
                with.accept(Rule.TYPE, JSON.stringNode("2026-11-22T14:25:36Z"));
                with.accept(Rule.RANGE, JSON.numberNode(1e300));
                with.accept(Rule.RANGE, JSON.numberNode(-1e15));
            }
            case Shape.Blob blob -> {
                with.accept(Rule.ENCODING, JSON.stringNode("AA*="));
                with.accept(Rule.LENGTH, JSON.stringNode(""));
                with.accept(
                        Rule.LENGTH,
                        JSON.stringNode("A".repeat((int) blob.length().max() / 3 * 4 + 4)));
            }
            case Shape.ListOf list -> addList(list, path, step, breaches);
            case Shape.MapOf map -> addMap(map, path, step, breaches);
        }
    }

    private static void addList(Shape.ListOf list, String path, Step step, List<Breach> breaches) {
        if (list.size().min() > 0) {
            breaches.add(new Breach(path, Rule.SIZE, request -> ((ArrayNode) step.from(request)).removeAll()));
        }
        breaches.add(new Breach(path, Rule.SIZE, request -> {
            var array = (ArrayNode) step.from(request);
            while (array.size() <= list.size().max()) {
                array.add(array.get(0));
            }
        }));
        breaches.add(new Breach(path + "[0]", Rule.TYPE, request -> ((ArrayNode) step.from(request)).setNull(0)));
        addValue(
                list.element(),
                path + "[0]",
                request -> step.from(request).required(0),
                (request, value) -> ((ArrayNode) step.from(request)).set(0, value),
                breaches);
    }

    private static void addMap(Shape.MapOf map, String path, Step step, List<Breach> breaches) {
        var key = SampleRequests.text(map.key());
        if (map.size().min() > 0) {
            breaches.add(new Breach(path, Rule.SIZE, request -> ((ObjectNode) step.from(request)).removeAll()));
        }
        breaches.add(new Breach(path, Rule.SIZE, request -> {
            var object = (ObjectNode) step.from(request);
            for (int i = 0; object.size() <= map.size().max(); i++) {
                object.set("key" + i, object.required(key));
            }
        }));
        wrongTexts(map.key())
                .forEach(wrong -> breaches.add(new Breach(
                        path,
                        wrong.rule(),
                        request -> ((ObjectNode) step.from(request))
                                .set(wrong.text(), step.from(request).required(key)))));
        addValue(
                map.value(),
                path + "." + key,
                request -> step.from(request).required(key),
                (request, value) -> ((ObjectNode) step.from(request)).set(key, value),
                breaches);
    }

    private record WrongText(Rule rule, String text) {}

    private static List<WrongText> wrongTexts(Shape.Text text) {
        var wrong = new ArrayList<WrongText>();
        if (text.length().min() > 0) {
            wrong.add(new WrongText(Rule.LENGTH, "a".repeat((int) text.length().min() - 1)));
        }
        if (text.length().max() < Integer.MAX_VALUE) {
            wrong.add(new WrongText(Rule.LENGTH, "a".repeat((int) text.length().max() + 1)));
            wrong.add(new WrongText(Rule.LENGTH, "😀".repeat((int) text.length().max() + 1)));
        }
        if (!text.values().isEmpty()) {
            wrong.add(new WrongText(Rule.ENUM, "NO_SUCH_VALUE"));
        }
        var pattern = text.pattern();
        if (pattern != null) {
            int length = (int) Math.max(text.length().min(), 1);
            wrong.add(Stream.of(" ", "\n", "é")
                    .map(character -> character.repeat(length))
                    .filter(candidate -> !pattern.matcher(candidate).matches())
                    .findFirst()
                    .map(candidate -> new WrongText(Rule.PATTERN, candidate))
                    .orElseThrow(() -> new AssertionError("nothing breaks " + text)));
        }
        return wrong;
    }

    private static BigInteger before(long value) {
        return BigInteger.valueOf(value).subtract(BigInteger.ONE);
    }

    private static BigInteger after(long value) {
        return BigInteger.valueOf(value).add(BigInteger.ONE);
    }
}
