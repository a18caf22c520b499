package io.posthorn.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ApiModelTest {
    private static final ApiModel MODEL = ApiModel.load();

    @Test
    void knowsEveryOperation() {
        assertThat(MODEL.operations()).hasSize(110).extracting(Operation::name).isSorted();
        assertThat(MODEL.operation("SendTextMessage")).hasValueSatisfying(send -> {
            assertThat(send.group()).isEqualTo("Sends");
            assertThat(send.since()).isEqualTo(LocalDate.of(2022, 3, 31));
            assertThat(send.errors()).hasSize(7);
            assertThat(send.output().members()).extracting(Shape.Member::name).containsExactly("MessageId");
        });
    }

    @Test
    void operationNamesAreExact() {
        assertThat(MODEL.operation("sendTextMessage")).isEmpty();
        assertThat(MODEL.operation("SendTextMessage ")).isEmpty();
        assertThat(MODEL.operation("")).isEmpty();
    }

    @Test
    void tellsHowRequestsNameTheService() {
        assertThat(MODEL.targetPrefix()).isEqualTo("PinpointSMSVoiceV2");
        assertThat(MODEL.namespace()).isEqualTo("com.amazonaws.pinpointsmsvoicev2");
        assertThat(MODEL.signingName()).isEqualTo("sms-voice");
    }

    @Test
    void operationsAnswerOnlyWithErrorsOfTheModel() {
        var errors = ApiModel.resource().required("errors").propertyNames();

        assertThat(MODEL.operations())
                .allSatisfy(operation -> assertThat(errors).containsAll(operation.errors()));
    }

    @Test
    void fifteenOperationsTakeAnIdempotencyToken() {
        assertThat(MODEL.operations().stream()
                        .filter(operation ->
                                operation.input().members().stream().anyMatch(Shape.Member::idempotencyToken)))
                .hasSize(15);
    }

    @Test
    void primitiveMembersAreBooleansAndWholeNumbers() {
        assertThat(MODEL.operations().stream()
                        .flatMap(operation -> Stream.concat(
                                operation.input().members().stream(), operation.output().members().stream()))
                        .filter(Shape.Member::primitive)
                        .map(Shape.Member::shape))
                .isNotEmpty()
                .hasOnlyElementsOfTypes(Shape.Bool.class, Shape.Whole.class);
    }

    private static ResourceType[] wireTypes() {
        var others = Set.of(
                ResourceType.ACCESS_KEY,
                ResourceType.PRICE,
                ResourceType.ACCOUNT_REQUEST,
                ResourceType.TOPIC,
                ResourceType.SUBSCRIPTION,
                ResourceType.USER,
                ResourceType.GROUP,
                ResourceType.ROLE);
        return Stream.of(ResourceType.values())
                .filter(type -> !others.contains(type))
                .toArray(ResourceType[]::new);
    }

    private static QuotaReason[] wireQuotas() {
        var others = Set.of(
                QuotaReason.TOPICS_PER_ACCOUNT,
                QuotaReason.SUBSCRIPTIONS_PER_TOPIC,
                QuotaReason.IDENTITIES_PER_ACCOUNT,
                QuotaReason.ACCESS_KEYS_PER_USER,
                QuotaReason.GROUPS_PER_USER,
                QuotaReason.POLICIES_PER_IDENTITY);
        return Stream.of(QuotaReason.values())
                .filter(reason -> !others.contains(reason))
                .toArray(QuotaReason[]::new);
    }

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of("ValidationExceptionReason", names(ValidationReason.values(), ValidationReason::name)),
                Arguments.of("ConflictExceptionReason", names(ConflictReason.values(), ConflictReason::name)),
                Arguments.of("ServiceQuotaExceededExceptionReason", names(wireQuotas(), QuotaReason::name)),
                Arguments.of(
                        "AccessDeniedExceptionReason", names(AccessDeniedReason.values(), AccessDeniedReason::name)),
                Arguments.of("ResourceType", names(wireTypes(), ResourceType::wireName)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enums")
    void reasonsAreThoseOfTheModel(String shape, String[] names) {
        var values = ApiModel.resource().at("/shapes/" + shape + "/enum");

        assertThat(names)
                .containsExactlyInAnyOrder(StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::stringValue)
                        .toArray(String[]::new));
    }

    @Test
    void shapesStandInAlphabeticalOrder() {
        for (var section : new String[] {"operations", "errors", "shapes"}) {
            assertThat(ApiModel.resource().required(section).properties().stream()
                            .map(Map.Entry::getKey))
                    .isSorted();
        }
    }

    private static <E> String[] names(E[] constants, Function<E, String> name) {
        return Arrays.stream(constants).map(name).toArray(String[]::new);
    }
}
