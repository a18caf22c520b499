package io.posthorn.registration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Shape;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.registration.Catalogue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every operation that makes something does where it is asked twice: with one token, and by two who want the same
 * name.
 */
class RepetitionTest {
    private static final ApiModel MODEL = ApiModel.load();

    private final TestAccount account = new TestAccount();

    /** The operations that take an idempotency token; whoever adds one finds its case missing here. */
    enum Case {
        ASSOCIATE_ORIGINATION_IDENTITY("AssociateOriginationIdentity", "PHONE_NUMBER_ASSOCIATED_TO_POOL") {
            @Override
            String input(TestAccount account) {
                var pool = account.createPool(account.requestNumber());
                return "{'PoolId':'" + pool + "','OriginationIdentity':'" + account.requestNumber()
                        + "','IsoCountryCode':'US'}";
            }
        },
        CREATE_CONFIGURATION_SET("CreateConfigurationSet", ALREADY_EXISTS) {
            @Override
            String input(TestAccount account) {
                return "{'ConfigurationSetName':'orders'}";
            }
        },
        CREATE_EVENT_DESTINATION("CreateEventDestination", ALREADY_EXISTS) {
            @Override
            String input(TestAccount account) {
                account.call("CreateConfigurationSet", "{'ConfigurationSetName':'orders'}");
                return "{'ConfigurationSetName':'orders','EventDestinationName':'topic','MatchingEventTypes':['ALL'],"
                        + "'SnsDestination':{'TopicArn':'arn:aws:sns:us-east-1:111122223333:topic'}}";
            }
        },
        CREATE_OPT_OUT_LIST("CreateOptOutList", ALREADY_EXISTS) {
            @Override
            String input(TestAccount account) {
                return "{'OptOutListName':'news'}";
            }
        },
        CREATE_POOL("CreatePool", "PHONE_NUMBER_ASSOCIATED_TO_POOL") {
            @Override
            String input(TestAccount account) {
                return "{'OriginationIdentity':'" + account.requestNumber()
                        + "','IsoCountryCode':'US','MessageType':'TRANSACTIONAL'}";
            }
        },
        CREATE_PROTECT_CONFIGURATION("CreateProtectConfiguration", ANOTHER) {
            @Override
            String input(TestAccount account) {
                return "{'DeletionProtectionEnabled':true}";
            }
        },
        CREATE_REGISTRATION("CreateRegistration", ANOTHER) {
            @Override
            String input(TestAccount account) {
                return "{'RegistrationType':'US_TOLL_FREE_REGISTRATION'}";
            }
        },
        CREATE_REGISTRATION_ATTACHMENT("CreateRegistrationAttachment", ANOTHER) {
            @Override
            String input(TestAccount account) {
                return "{'AttachmentUrl':'" + new StoredContent("abc", MediaType.PNG, 9).toUrl() + "'}";
            }
        },
        CREATE_VERIFIED_DESTINATION_NUMBER("CreateVerifiedDestinationNumber", ALREADY_EXISTS) {
            @Override
            String input(TestAccount account) {
                return "{'DestinationPhoneNumber':'+12065550100'}";
            }
        },
        DISASSOCIATE_ORIGINATION_IDENTITY("DisassociateOriginationIdentity", "PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL") {
            @Override
            String input(TestAccount account) {
                var pool = account.createPool(account.requestNumber());
                var second = account.requestNumber();
                var input = "{'PoolId':'" + pool + "','OriginationIdentity':'" + second + "','IsoCountryCode':'US'}";
                account.call("AssociateOriginationIdentity", input);
                return input;
            }
        },
        REQUEST_PHONE_NUMBER("RequestPhoneNumber", ANOTHER) {
            @Override
            String input(TestAccount account) {
                return "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                        + "'NumberType':'SIMULATOR'}";
            }
        },
        REQUEST_SENDER_ID("RequestSenderId", ALREADY_EXISTS) {
            @Override
            String input(TestAccount account) {
                return "{'SenderId':'EXAMPLE','IsoCountryCode':'DE'}";
            }
        };

        private final String operation;
        private final String withoutToken;

        /** @param withoutToken what comes of asking twice without a token */
        Case(String operation, String withoutToken) {
            this.operation = operation;
            this.withoutToken = withoutToken;
        }

        /** A request that is granted once, with what it needs made before. */
        abstract String input(TestAccount account);
    }

    private static final String ALREADY_EXISTS = "RESOURCE_ALREADY_EXISTS";
    private static final String ANOTHER = "another";

    private static String with(String token, String input) {
        return ((ObjectNode) WireJson.MAPPER.readTree(input.replace('\'', '"')))
                .put("ClientToken", token)
                .toString();
    }

    @Test
    void hasACaseForEveryOperationWithAToken() {
        var withToken = Catalogue.REQUESTS.stream()
                .map(Class::getSimpleName)
                .flatMap(name -> Operations.operation(MODEL, name).stream())
                .filter(operation -> operation.input().members().stream().anyMatch(Shape.Member::idempotencyToken))
                .map(operation -> operation.name())
                .toList();

        assertThat(Arrays.stream(Case.values()).map(each -> each.operation))
                .containsExactlyInAnyOrderElementsOf(withToken);
    }

    @ParameterizedTest
    @EnumSource
    void answersARetryWithTheFirstAnswerAndDoesNothing(Case each) {
        var input = with("t", each.input(account));
        var first = account.call(each.operation, input);
        var resources = snapshot();

        var again = account.answer(each.operation, input);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Answer.Repeated.class,
                        repeated -> assertThat(WireJson.MAPPER.readTree(repeated.body()))
                                .isEqualTo(first));
        assertThat(snapshot()).isEqualTo(resources);
    }

    @ParameterizedTest
    @EnumSource
    void letsOneOfTwoWinWhoWantTheSame(Case each) {
        var input = each.input(account);
        account.call(each.operation, with("one", input));

        var other = account.answer(each.operation, with("other", input));

        if (each.withoutToken.equals(ANOTHER)) {
            assertThat(other).isInstanceOf(Answer.Accepted.class);
        } else {
            assertThat(account.refusalReason(each.operation, with("third", input)))
                    .startsWith("Conflict " + each.withoutToken + " ");
            assertThat(other).isInstanceOf(Answer.Refused.class);
        }
    }

    private List<Object> snapshot() {
        return ResourceKind.ALL.stream()
                .flatMap(kind -> account.resources().all(kind))
                .map(Object.class::cast)
                .toList();
    }
}
