package io.posthorn.gateway.send;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RefusalAnswersTest {
    private static final ApiErrors ERRORS = new ApiErrors(ApiModel.load());
    private static final SendOrder ORDER = new SendOrder(
            SCOPE,
            new UUID(1, 2),
            Channel.TEXT,
            new PhoneNumber("+12065550100"),
            "pool-named",
            "hello",
            null,
            null,
            "set-named",
            null,
            Duration.ofMinutes(1),
            Map.of(),
            Map.of(),
            "protect-named",
            null,
            List.of(),
            NOW);

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "CONFIGURATION_SET_NOT_FOUND, ResourceNotFoundException, , configuration-set, set-named",
        "PROTECT_CONFIGURATION_NOT_FOUND, ResourceNotFoundException, , protect-configuration, protect-named",
        "ORIGINATION_IDENTITY_NOT_FOUND, ResourceNotFoundException, , phone-number, pool-named",
        "NO_ORIGINATION_IDENTITY, ConflictException, NO_ORIGINATION_IDENTITIES_FOUND, account, 000000000000",
        "ORIGINATION_IDENTITY_NOT_ACTIVE, ConflictException, RESOURCE_NOT_ACTIVE, phone-number, pool-named",
        "CHANNEL_NOT_SUPPORTED, ConflictException, NUMBER_CAPABILITIES_MISMATCH, phone-number, pool-named",
        "DESTINATION_NOT_SERVED, ValidationException, INVALID_IDENTITY_FOR_DESTINATION_COUNTRY, , ",
        "SENDER_ID_NOT_SUPPORTED, ValidationException, SENDER_ID_NOT_SUPPORTED, , ",
        "SENDER_ID_NOT_REGISTERED, ValidationException, SENDER_ID_NOT_REGISTERED, , ",
        "MESSAGE_TYPE_MISMATCH, ConflictException, MESSAGE_TYPE_MISMATCH, sender-id, pool-named",
        "ACCOUNT_SUSPENDED, AccessDeniedException, ACCOUNT_DISABLED, , ",
        "DESTINATION_COUNTRY_NOT_SUPPORTED, ValidationException, DESTINATION_COUNTRY_BLOCKED, , ",
        "DESTINATION_NOT_VERIFIED, ConflictException, DESTINATION_PHONE_NUMBER_NOT_VERIFIED,"
                + " verified-destination-number, +12065550100",
        "COUNTRY_PARAMETERS_MISSING, ValidationException, MISSING_PARAMETER, , ",
        "TEMPLATE_MISMATCH, ValidationException, INVALID_PARAMETER, , ",
        "SPEECH_MALFORMED, ValidationException, CANNOT_PARSE, , ",
        "MEDIA_TYPE_NOT_SUPPORTED, ValidationException, MEDIA_TYPE_NOT_SUPPORTED, , ",
        "MEDIA_TOO_LARGE, ValidationException, MAXIMUM_SIZE_EXCEEDED, , ",
        "MEDIA_NOT_ACCESSIBLE, ValidationException, RESOURCE_NOT_ACCESSIBLE, , ",
        "PRICE_OVER_LIMIT, ValidationException, PRICE_OVER_THRESHOLD, , ",
        "SPEND_LIMIT_REACHED, ServiceQuotaExceededException, MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT, , ",
        "DESTINATION_INVALID, ValidationException, INVALID_PARAMETER, , ",
        "DESTINATION_COUNTRY_BLOCKED, ConflictException, DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION,"
                + " protect-configuration, protect-named",
        "MESSAGE_TOO_LONG, ValidationException, MAXIMUM_SIZE_EXCEEDED, , ",
        "MESSAGE_EMPTY, ValidationException, MISSING_PARAMETER, , ",
        "DESTINATION_OPTED_OUT, ConflictException, DESTINATION_PHONE_NUMBER_OPTED_OUT, opted-out-number, +12065550100",
        "DAILY_DESTINATION_CALL_LIMIT, ServiceQuotaExceededException, DAILY_DESTINATION_CALL_LIMIT, , ",
        "CALLS_PER_DAY_REACHED, ThrottlingException, , , ",
        "CALLS_PER_MINUTE_REACHED, ThrottlingException, , , ",
        "TIME_TO_LIVE_ENDED, ValidationException, INVALID_PARAMETER, , ",
        "REQUEST_MALFORMED, ValidationException, INVALID_REQUEST, , "
    })
    void saysItInTheErrorsOfTheApi(
            Refusal refusal, String type, @Nullable String reason, @Nullable String resourceType, @Nullable String id) {
        var response = ERRORS.render(answer(refusal), "request");

        var body = JsonMapper.shared().readTree(response.body());
        assertThat(response.httpStatus()).isEqualTo(400);
        assertThat(response.type()).isEqualTo(type);
        assertThat(body.path("Reason").asString("")).isEqualTo(reason == null ? "" : reason);
        assertThat(body.path("ResourceType").asString("")).isEqualTo(resourceType == null ? "" : resourceType);
        assertThat(body.path("ResourceId").asString("")).isEqualTo(id == null ? "" : id);
        assertThat(response.body()).doesNotContain(ORDER.body());
    }

    @Test
    void everyRefusalIsInTheTableAbove() {
        var rows = Arrays.stream(RefusalAnswersTest.class.getDeclaredMethods())
                .map(method -> method.getAnnotation(CsvSource.class))
                .filter(table -> table != null)
                .flatMap(table -> Arrays.stream(table.value()))
                .map(row -> row.substring(0, row.indexOf(',')));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        Arrays.stream(Refusal.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void namesTheResourceThatRoutingNames() {
        var refused = new Refused(Refusal.ORIGINATION_IDENTITY_NOT_FOUND, "why", "pool", "pool-other", null);

        assertThat(RefusalAnswers.of(refused, ORDER))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.POOL, "pool-other"));
    }

    private static ApiError answer(Refusal refusal) {
        return RefusalAnswers.of(new Refused(refusal, "why", null, null, null), ORDER);
    }
}
