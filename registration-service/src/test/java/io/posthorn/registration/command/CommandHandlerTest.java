package io.posthorn.registration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandHandlerTest {
    private final TestAccount account = new TestAccount();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            NoSuchOperation           | {}                              | UNKNOWN_OPERATION
            SendTextMessage           | {}                              | UNKNOWN_OPERATION
            CreateConfigurationSet    | {                               | CANNOT_PARSE
            CreateConfigurationSet    | []                              | CANNOT_PARSE
            CreateConfigurationSet    | `  `                            | CANNOT_PARSE
            CreateConfigurationSet    | {}                              | FIELD_VALIDATION_FAILED
            CreateConfigurationSet    | {'ConfigurationSetName':'a b'}  | FIELD_VALIDATION_FAILED
            """, delimiter = '|')
    void refusesWhatIsNotARequest(String operation, String input, ValidationReason reason) {
        assertThat(account.refusal(operation, input))
                .isInstanceOfSatisfying(
                        ApiError.Validation.class,
                        error -> assertThat(error.reason()).isEqualTo(reason));
    }

    @Test
    void namesTheMemberWhoseValueIsTooNew() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");

        var refusal = account.refusal(
                "CreateEventDestination",
                "{'ConfigurationSetName':'orders','EventDestinationName':'topic','MatchingEventTypes':['ALL','RCS_READ'],"
                        + "'SnsDestination':{'TopicArn':'arn:aws:sns:us-east-1:111122223333:topic'}}");

        assertThat(refusal).isInstanceOfSatisfying(ApiError.Validation.class, error -> {
            assertThat(error.reason()).isEqualTo(ValidationReason.INVALID_PARAMETER);
            assertThat(error.fields()).extracting(ApiError.Field::name).containsExactly("MatchingEventTypes[1]");
        });
    }

    @Test
    void ignoresMembersItDoesNotKnow() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders','Newer':{'Than':'this'}}");

        account.get(ResourceKind.CONFIGURATION_SET, "orders");
    }

    @Test
    void answersARepeatedRequestWithTheFirstAnswer() {
        var first = account.call("CreateProtectConfiguration", "{'ClientToken':'t','DeletionProtectionEnabled':true}");
        account.at(TestAccount.START.plus(TestAccount.TOKEN_LIFETIME).minusMillis(1));

        var second =
                account.answer("CreateProtectConfiguration", "{'DeletionProtectionEnabled':true,'ClientToken':'t'}");

        assertThat(second)
                .isInstanceOfSatisfying(
                        Answer.Repeated.class,
                        repeated -> assertThat(WireJson.MAPPER.readTree(repeated.body()))
                                .isEqualTo(first));
        assertThat(account.resources().all(ResourceKind.PROTECT_CONFIGURATION)).hasSize(1);
    }

    @Test
    void forgetsATokenWhenItsTimeIsOver() {
        account.call("CreateProtectConfiguration", "{'ClientToken':'t'}");
        account.at(TestAccount.START.plus(TestAccount.TOKEN_LIFETIME));

        assertThat(account.answer("CreateProtectConfiguration", "{'ClientToken':'t'}"))
                .isInstanceOf(Answer.Accepted.class);
        assertThat(account.resources().all(ResourceKind.PROTECT_CONFIGURATION)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            CreateConfigurationSet | {'ClientToken':'t','ConfigurationSetName':'other'}
            CreateOptOutList       | {'ClientToken':'t','OptOutListName':'orders'}
            """, delimiter = '|')
    void refusesAnotherRequestUnderTheSameToken(String operation, String input) {
        account.call("CreateConfigurationSet", "{'ClientToken':'t','ConfigurationSetName':'orders'}");

        assertThat(account.refusal(operation, input))
                .isEqualTo(new ApiError.Validation(
                        ValidationReason.INVALID_PARAMETER,
                        List.of(new ApiError.Field("ClientToken", "was used with another request before")),
                        ""));
    }

    @Test
    void doesNotRememberRefusals() {
        account.with(new Quotas(1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        var input = "{'ClientToken':'t','ConfigurationSetName':'orders'}";
        account.refusal("CreateConfigurationSet", input);
        account.with(Quotas.DEFAULT);

        assertThat(account.answer("CreateConfigurationSet", input)).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void knowsNoTokensWhereTheOperationHasNone() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");
        var input = "{'ClientToken':'t','ConfigurationSetName':'orders'}";
        account.call("DeleteConfigurationSet", input);

        assertThat(account.refusalReason("DeleteConfigurationSet", input)).isEqualTo("NotFound configuration-set");
        assertThat(account.resources().all(ResourceKind.CLIENT_TOKEN)).isEmpty();
    }

    @Test
    void takesANullTokenForNone() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders','ClientToken':null}");

        assertThat(account.resources().all(ResourceKind.CLIENT_TOKEN)).isEmpty();
    }
}
