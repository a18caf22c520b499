package io.posthorn.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Shape;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that a caller of an account can reach has its line in the table, and no line is for nothing. */
class ActionsTest {
    private static final Actions ACTIONS = Actions.load();

    /** Offered by the system, and by nobody else. */
    private static final Set<String> FREE = Set.of("GetCallerIdentity", "AssumeRole");

    private static final List<String> MODELS = List.of(
            "model.json",
            "messages.json",
            "queues.json",
            "deliveries.json",
            "audit.json",
            "opt-outs.json",
            "requests.json",
            "handsets.json",
            "topics.json",
            "identities.json",
            "sessions.json");

    static Stream<Operation> operations() {
        return MODELS.stream().map(ApiModel::load).flatMap(model -> model.operations().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void knowsWhatEveryOperationTouches(Operation operation) {
        var rule = ACTIONS.of(operation.name()).orElseThrow();

        assertThat(rule.action()).endsWith(":" + operation.name());
        assertThat(rule.targets().isEmpty()).isEqualTo(FREE.contains(operation.name()));
        for (var target : rule.targets()) {
            Shape at = operation.input();
            for (var name :
                    target.member().isEmpty() ? new String[0] : target.member().split("\\.", -1)) {
                assertThat(at).isInstanceOf(Shape.Structure.class);
                at = ((Shape.Structure) at)
                        .members().stream()
                                .filter(member -> member.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> new AssertionError("no member " + target.member()))
                                .shape();
            }
        }
    }

    @Test
    void hasNoLineForNothing() {
        var known = new TreeSet<String>();
        operations().forEach(operation -> known.add(operation.name()));

        assertThat(ACTIONS.all())
                .extracting(rule -> rule.action().substring(rule.action().indexOf(':') + 1))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    /** Counted in the list of actions of the user guide. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "phone-number, 18",
        "pool, 18",
        "configuration-set, 15",
        "registration, 12",
        "opt-out-list, 9",
        "verified-destination-number, 4",
        "registration-attachment, 3"
    })
    void goesWithTheListOfTheGuide(String type, int operations) {
        var newer = Set.of(
                "SetDefaultMessageFeedbackEnabled",
                "CreateNotifyConfiguration",
                "SendRcsMessage",
                "ListQueues",
                "GetPhoneNumberQueue",
                "ImportOptedOutNumbers",
                "ExportOptedOutNumbers");
        var anyResource = Set.of("ListTagsForResource", "TagResource", "UntagResource");
        long tagged = Set.of("phone-number", "pool", "configuration-set", "opt-out-list")
                        .contains(type)
                ? anyResource.size()
                : 0;

        assertThat(ACTIONS.all().stream()
                                .filter(rule -> rule.targets().stream()
                                        .anyMatch(target -> target.types().contains(type)))
                                .map(rule ->
                                        rule.action().substring(rule.action().indexOf(':') + 1))
                                .filter(name -> !newer.contains(name))
                                .count()
                        + tagged)
                .isEqualTo(operations);
    }
}
