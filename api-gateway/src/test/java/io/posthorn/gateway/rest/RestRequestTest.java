package io.posthorn.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.DamagedText;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.FieldViolation;
import io.posthorn.core.api.RequestValidator;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of requests that nobody meant to write. */
class RestRequestTest {

    @Test
    void readsAnyPathOrRefusesIt() {
        DamagedText.of(
                "/v1/pools/pool-1%2F2/origination-identities/%2B12065550100",
                10_000, damaged -> {
                    if (damaged.startsWith("/")) {
                        assertThat(RestPath.segments(damaged)).isNotNull();
                    }
                });
    }

    @Test
    void readsAnyQueryOrRefusesIt() {
        DamagedText.of(
                "status=ACTIVE&maxResults=5&iso%20code=%C3%A9&&x",
                10_000, damaged -> assertThat(RestPath.parameters(damaged)).isNotNull());
    }

    @Test
    void findsWhatIsWrongWithAnyBody() {
        var operation = ApiModel.load().operation("CreateEventDestination").orElseThrow();
        var body =
                "{\"configurationSetName\":\"set\",\"eventDestinationName\":\"log\",\"matchingEventTypes\":[\"ALL\"],"
                        + "\"cloudWatchLogsDestination\":{\"iamRoleArn\":\"arn:aws:iam::111122223333:role/r\",\"logGroupArn\":"
                        + "\"arn:aws:logs:us-east-1:111122223333:log-group:g\"},\"startTime\":\"2026-01-31T12:00:00Z\"}";
        DamagedText.of(body, 5_000, damaged -> {
            try {
                var found = new ArrayList<FieldViolation>();
                var input =
                        RestJson.toApi(operation.input(), JsonMapper.shared().readTree(damaged), "", found);
                found.addAll(RequestValidator.violations(operation.input(), input));
                assertThat(found).allSatisfy(each -> assertThat(each.message()).isNotEmpty());
            } catch (JacksonException malformed) {
                // Answered before anything looks at it.
            }
        });
    }
}
