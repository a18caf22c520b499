package io.posthorn.gateway.operation;

import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ValidationReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OperationsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final OfferedOperation DESCRIBE_POOLS =
            new OfferedOperation("DescribePools", call -> new Answer.Done("{}"));

    private final Operations operations = new Operations(MODEL, List.of(DESCRIBE_POOLS));

    @Test
    void knowsEveryOperationOfTheApi() {
        assertThat(MODEL.operations())
                .allSatisfy(operation -> assertThat(operations.find("PinpointSMSVoiceV2." + operation.name()))
                        .isPresent());
    }

    @Test
    void knowsNoOthers() {
        assertThat(operations.find("PinpointSMSVoiceV2.DescribeWeather")).isEmpty();
        assertThat(operations.find("DescribePools")).isEmpty();
        assertThat(operations.find("Kinesis_20131202.DescribePools")).isEmpty();
    }

    @Test
    void letsTheHandlerAnswer() {
        assertThat(answer("DescribePools", "{}")).isEqualTo(new Answer.Done("{}"));
    }

    @Test
    void refusesWithAllViolationsTogether() {
        var validation = validation(answer("DescribePools", "{\"MaxResults\":0,\"PoolIds\":\"pool-1\"}"));

        assertThat(validation.reason()).isEqualTo(ValidationReason.FIELD_VALIDATION_FAILED);
        assertThat(validation.fields())
                .extracting(ApiError.Field::name)
                .containsExactlyInAnyOrder("PoolIds", "MaxResults");
    }

    @Test
    void saysWhatIsNotOffered() {
        var validation = validation(answer("CreateRegistration", "{}"));

        assertThat(validation.reason()).isEqualTo(ValidationReason.UNKNOWN_OPERATION);
        assertThat(validation.detail()).contains("CreateRegistration");
    }

    @Test
    void offersNothingTwiceAndNothingUnheardOf() {
        assertThatThrownBy(() -> new Operations(MODEL, List.of(DESCRIBE_POOLS, DESCRIBE_POOLS)))
                .hasMessageContaining("DescribePools");
        var unheardOf = new OfferedOperation("Fly", DESCRIBE_POOLS.handler());
        assertThatThrownBy(() -> new Operations(MODEL, List.of(unheardOf))).hasMessageContaining("Fly");
    }

    private static ApiError.Validation validation(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        var error = ((Answer.Refused) answer).error();
        assertThat(error).isInstanceOf(ApiError.Validation.class);
        return (ApiError.Validation) error;
    }

    private Answer answer(String operation, String input) {
        return operations.find("PinpointSMSVoiceV2." + operation).orElseThrow().answer(Caller.root(SCOPE), (ObjectNode)
                JsonMapper.shared().readTree(input));
    }
}
