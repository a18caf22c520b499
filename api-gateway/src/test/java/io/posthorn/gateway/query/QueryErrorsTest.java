package io.posthorn.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class QueryErrorsTest {

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "MISSING_PARAMETER, PublishBatchRequestEntries, EmptyBatchRequest",
        "FIELD_VALIDATION_FAILED, PublishBatchRequestEntries, TooManyEntriesInBatchRequest",
        "PARAMETERS_CANNOT_BE_USED_TOGETHER, PublishBatchRequestEntries, BatchEntryIdsNotDistinct",
        "MAXIMUM_SIZE_EXCEEDED, PublishBatchRequestEntries, BatchRequestTooLong",
        "FIELD_VALIDATION_FAILED, PublishBatchRequestEntries[3].Id, InvalidBatchEntryId",
        "FIELD_VALIDATION_FAILED, PublishBatchRequestEntries[3].Message, InvalidParameter",
        "INVALID_PARAMETER, Message, InvalidParameter"
    })
    void callsTheFaultsOfABatchAsTheServiceDoes(String reason, String field, String code) {
        var body = JsonMapper.shared()
                .readTree("{\"Reason\":\"" + reason + "\",\"Fields\":[{\"Name\":\"" + field + "\"}]}");

        assertThat(QueryErrors.OF_TOPICS.of("ValidationException", body)).isEqualTo(new QueryErrors.Code(code, 400));
    }
}
