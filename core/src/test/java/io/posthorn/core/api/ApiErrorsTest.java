package io.posthorn.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class ApiErrorsTest {
    private static final ApiErrors ERRORS = new ApiErrors(ApiModel.load());

    record Example(ApiError error, String body) {}

    static Stream<Example> errors() {
        return Stream.of(
                new Example(
                        new ApiError.Validation(
                                ValidationReason.FIELD_VALIDATION_FAILED,
                                List.of(new ApiError.Field("DestinationPhoneNumber", "is required")),
                                ""),
                        """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#ValidationException",
                         "Message": "Validation Failed - Reason=\\"FIELD_VALIDATION_FAILED\\" Fields=\\"DestinationPhoneNumber is required\\"",
                         "Reason": "FIELD_VALIDATION_FAILED",
                         "Fields": [{"Name": "DestinationPhoneNumber", "Message": "is required"}]}"""),
                new Example(
                        new ApiError.Conflict(
                                ConflictReason.DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION,
                                ResourceType.PROTECT_CONFIGURATION,
                                "protect-1"),
                        """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#ConflictException",
                         "Message": "Conflict Occurred - Reason=\\"DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION\\" ResourceType=\\"protect-configuration\\" ResourceId=\\"protect-1\\"",
                         "Reason": "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
                         "ResourceType": "protect-configuration",
                         "ResourceId": "protect-1"}"""),
                new Example(new ApiError.ResourceNotFound(ResourceType.SENDER_ID, "ACME"), """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#ResourceNotFoundException",
                         "Message": "Resource Not Found - ResourceType=\\"sender-id\\" ResourceId=\\"ACME\\"",
                         "ResourceType": "sender-id",
                         "ResourceId": "ACME"}"""),
                new Example(new ApiError.ServiceQuotaExceeded(QuotaReason.POOLS_PER_ACCOUNT), """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#ServiceQuotaExceededException",
                         "Message": "Service Quota Exceeded - Reason=\\"POOLS_PER_ACCOUNT\\"",
                         "Reason": "POOLS_PER_ACCOUNT"}"""),
                new Example(new ApiError.AccessDenied(AccessDeniedReason.ACCOUNT_DISABLED, ""), """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#AccessDeniedException",
                         "Message": "Access Denied - Reason=\\"ACCOUNT_DISABLED\\"",
                         "Reason": "ACCOUNT_DISABLED"}"""),
                new Example(new ApiError.Throttling("Rate exceeded"), """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#ThrottlingException", "Message": "Rate exceeded"}"""),
                new Example(new ApiError.InternalServer(), """
                        {"__type": "com.amazonaws.pinpointsmsvoicev2#InternalServerException",
                         "Message": "An internal error occurred",
                         "RequestId": "request-1"}"""));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void rendersEachModelledError(Example example) {
        var response = ERRORS.render(example.error(), "request-1");

        assertThat(JsonMapper.shared().readTree(response.body()))
                .isEqualTo(JsonMapper.shared().readTree(example.body()));
        assertThat(response.httpStatus()).isEqualTo(example.error() instanceof ApiError.InternalServer ? 500 : 400);
    }

    @Test
    void rendersEveryMemberAndStatusTheModelStates() {
        var rendered = errors().map(example -> ERRORS.render(example.error(), "request-1"))
                .toList();
        var model = ApiModel.resource().required("errors");

        assertThat(rendered).extracting(ErrorResponse::type).containsExactlyInAnyOrderElementsOf(model.propertyNames());
        assertThat(rendered).allSatisfy(response -> {
            var members =
                    new HashSet<>(JsonMapper.shared().readTree(response.body()).propertyNames());
            members.remove("__type");
            assertThat(members)
                    .containsExactlyInAnyOrderElementsOf(
                            model.required(response.type()).required("members").propertyNames());
            assertThat(response.httpStatus())
                    .isEqualTo(model.required(response.type())
                            .required("httpStatus")
                            .intValue());
        });
    }

    @Test
    void leavesOutWhatAnErrorDoesNotHave() {
        var denied = ERRORS.render(new ApiError.AccessDenied(null, "sms-voice:CreatePool is not allowed"), "r");
        var invalid = ERRORS.render(new ApiError.Validation(ValidationReason.INVALID_ARN, "no region"), "r");

        assertThat(members(denied)).containsOnlyKeys("__type", "Message");
        assertThat(members(denied)).containsEntry("Message", "sms-voice:CreatePool is not allowed");
        assertThat(members(invalid)).containsOnlyKeys("__type", "Message", "Reason");
        assertThat(members(invalid)).containsEntry("Message", "Validation Failed - Reason=\"INVALID_ARN\": no region");
    }

    @Test
    void aFailedCheckBecomesAValidationErrorWithAllItsFields() {
        var model = ApiModel.load();
        var operation = model.operation("CreateEventDestination").orElseThrow();

        var error = ApiError.Validation.of(
                RequestValidator.violations(operation, JsonMapper.shared().createObjectNode()));

        assertThat(error.reason()).isEqualTo(ValidationReason.FIELD_VALIDATION_FAILED);
        assertThat(error.fields())
                .extracting(ApiError.Field::name)
                .containsExactly("ConfigurationSetName", "EventDestinationName", "MatchingEventTypes");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_OPERATION, UnknownOperationException, 400",
        "SERIALIZATION, SerializationException, 400",
        "REQUEST_TOO_LARGE, RequestEntityTooLargeException, 413",
        "MISSING_AUTHENTICATION_TOKEN, MissingAuthenticationTokenException, 403",
        "INCOMPLETE_SIGNATURE, IncompleteSignatureException, 400",
        "UNRECOGNIZED_CLIENT, UnrecognizedClientException, 403",
        "INVALID_SIGNATURE, InvalidSignatureException, 403",
        "EXPIRED_TOKEN, ExpiredTokenException, 403"
    })
    void rendersErrorsOutsideTheModel(ProtocolError.Code code, String type, int httpStatus) {
        var response = ApiErrors.render(new ProtocolError(code, "why"));

        assertThat(response.httpStatus()).isEqualTo(httpStatus);
        assertThat(response.type()).isEqualTo(type);
        assertThat(members(response)).isEqualTo(Map.of("__type", "com.amazon.coral.service#" + type, "message", "why"));
    }

    private static Map<String, String> members(ErrorResponse response) {
        return JsonMapper.shared().readValue(response.body(), new TypeReference<>() {});
    }

    @ParameterizedTest
    @CsvSource({
        "DestinationPhoneNumber, is required, DestinationPhoneNumber is required",
        "DestinationPhoneNumber, It belongs to no country, DestinationPhoneNumber: It belongs to no country",
        "'', It cannot be read, It cannot be read",
    })
    void tellsWhatIsWrongWithAMember(String name, String message, String told) {
        assertThat(new ApiError.Field(name, message).told()).isEqualTo(told);
    }
}
