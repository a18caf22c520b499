package io.posthorn.gateway.operator;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.gateway.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RegistrationReviewsTest {
    private static final ApiModel MODEL = ApiModel.load(OperatorOperations.MODEL);
    private static final Scope OPERATOR = new Scope(new AccountId("999999999999"), "operator");
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String ACCOUNT = "'AccountId':'" + SCOPE.account() + "'";

    /** Commands, each as scope, operation and input. */
    private final List<String> commands = new ArrayList<>();

    private final Operations operations = new Operations(
            MODEL,
            new RegistrationReviews(
                            TestAccount.with(
                                    registration("a", RegistrationStatus.SUBMITTED, 2),
                                    draft("a", 1).inStatus(RegistrationVersionStatus.DENIED, NOW),
                                    draft("a", 2).inStatus(RegistrationVersionStatus.SUBMITTED, NOW.plusSeconds(1)),
                                    registration("b", RegistrationStatus.CREATED, 1),
                                    draft("b", 1),
                                    registration("c", RegistrationStatus.REVIEWING, 1),
                                    draft("c", 1).inStatus(RegistrationVersionStatus.REVIEWING, NOW),
                                    registration("d", RegistrationStatus.COMPLETE, 1)
                                            .withApproved(1),
                                    draft("d", 1).inStatus(RegistrationVersionStatus.APPROVED, NOW),
                                    attachment("1"),
                                    attachment("gone"))::of,
                            (scope, operation, input) -> {
                                commands.add(scope + " " + operation + " " + input);
                                return new Answer.Done("{}");
                            },
                            (scope, attachment) ->
                                    attachment.id().endsWith("gone") ? Optional.empty() : Optional.of(CONTENT),
                            SCOPE.region())
                    .offered());

    private static Registration registration(String suffix, RegistrationStatus status, int version) {
        return new Registration(
                "registration-" + suffix,
                "US_TOLL_FREE_REGISTRATION",
                status,
                version,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                NOW);
    }

    private static RegistrationVersion draft(String suffix, int number) {
        return RegistrationVersion.draft(
                "registration-" + suffix,
                number,
                Map.of(
                        "companyInfo.city", new FieldValue.Text("Seattle " + number),
                        "messagingUseCase.useCaseCategory", new FieldValue.Choices(List.of("OTHER")),
                        "messagingUseCase.optInImage", new FieldValue.Attachment("attachment-1")),
                NOW);
    }

    private static RegistrationAttachment attachment(String suffix) {
        return new RegistrationAttachment(
                "attachment-" + suffix, new StoredContent("ab", MediaType.PNG, CONTENT.length), List.of(), NOW);
    }

    private Answer answer(String operation, String members) {
        var input = (ObjectNode) JsonMapper.shared().readTree("{" + members.replace('\'', '"') + "}");
        return operations.find("PosthornOperator." + operation).orElseThrow().answer(Caller.root(OPERATOR), input);
    }

    /** The answer, checked to be one that clients understand. */
    private JsonNode done(String operation, String members) {
        assertThat(answer(operation, members)).isInstanceOf(Answer.Done.class);
        var output = JsonMapper.shared().readTree(((Answer.Done) answer(operation, members)).json());
        assertThat(RequestValidator.violations(
                        MODEL.operation(operation).orElseThrow().output(), output))
                .isEmpty();
        return output;
    }

    private static List<String> ids(JsonNode page) {
        return page.required("Registrations")
                .valueStream()
                .map(registration -> registration.required("RegistrationId").asString())
                .toList();
    }

    @Test
    void listsWhatWaitsPageByPage() {
        assertThat(ids(done("ListRegistrations", ACCOUNT))).containsExactly("registration-a", "registration-c");

        var first = done("ListRegistrations", ACCOUNT + ",'MaxResults':1");
        assertThat(ids(first)).containsExactly("registration-a");
        var second = done(
                "ListRegistrations",
                ACCOUNT + ",'MaxResults':1,'NextToken':'"
                        + first.required("NextToken").asString() + "'");
        assertThat(ids(second)).containsExactly("registration-c");
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void listsWhatIsInForce() {
        assertThat(ids(done("ListRegistrations", ACCOUNT + ",'Standing':'IN_FORCE'")))
                .containsExactly("registration-d");
    }

    @Test
    void showsWhatTheNewestVersionSays() {
        assertThat(done("ListRegistrations", ACCOUNT).required("Registrations").get(0))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"RegistrationId": "registration-a", "RegistrationType": "US_TOLL_FREE_REGISTRATION",
                         "RegistrationStatus": "SUBMITTED", "VersionNumber": 2,
                         "RegistrationVersionStatus": "SUBMITTED", "SubmittedTimestamp": 1767323046.678,
                         "FieldValues": [
                          {"FieldPath": "companyInfo.city", "TextValue": "Seattle 2"},
                          {"FieldPath": "messagingUseCase.optInImage", "RegistrationAttachmentId": "attachment-1"},
                          {"FieldPath": "messagingUseCase.useCaseCategory", "SelectChoices": ["OTHER"]}]}
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'AccountId':'111111111111'", "'AccountId':'000000000000','Region':'us-west-2'"})
    void showsTheRegistrationsOfOneAccountAndRegion(String other) {
        assertThat(ids(done("ListRegistrations", other))).isEmpty();
    }

    @Test
    void sendsTheReviewToTheAccount() {
        answer(
                "ReviewRegistration",
                "'AccountId':'111111111111','Region':'us-west-2','RegistrationId':'registration-a',"
                        + "'Outcome':'REQUIRE_UPDATES','VersionNumber':2,"
                        + "'FieldReasons':[{'FieldPath':'companyInfo.city','Reason':'is no city'}]");
        answer("ReviewRegistration", ACCOUNT + ",'RegistrationId':'registration-a','Outcome':'APPROVE'");

        assertThat(commands)
                .containsExactly(
                        "111111111111/us-west-2 ReviewRegistrationVersion {\"RegistrationId\":\"registration-a\","
                                + "\"Outcome\":\"REQUIRE_UPDATES\",\"VersionNumber\":2,"
                                + "\"FieldReasons\":[{\"FieldPath\":\"companyInfo.city\",\"Reason\":\"is no city\"}]}",
                        SCOPE + " ReviewRegistrationVersion {\"RegistrationId\":\"registration-a\","
                                + "\"Outcome\":\"APPROVE\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Outcome':'UNDO'", "'Outcome':'APPROVE','Region':'Mars!'", "'VersionNumber':1"})
    void sendsNoReviewThatSaysNothing(String members) {
        assertThat(answer("ReviewRegistration", ACCOUNT + ",'RegistrationId':'registration-a'," + members))
                .isInstanceOf(Answer.Refused.class);
        assertThat(commands).isEmpty();
    }

    @Test
    void showsFiles() {
        assertThat(done("GetRegistrationAttachment", ACCOUNT + ",'RegistrationAttachmentId':'attachment-1'"))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"RegistrationAttachmentId": "attachment-1", "ContentType": "image/png", "Content": "AQID",
                         "CreatedTimestamp": 1767323045.678}
                        """));
    }

    @ParameterizedTest
    @CsvSource({"000000000000, attachment-gone", "000000000000, attachment-2", "111111111111, attachment-1"})
    void knowsNoFilesThatAreGoneOrOfOthers(String account, String attachment) {
        assertThat(answer(
                        "GetRegistrationAttachment",
                        "'AccountId':'" + account + "','RegistrationAttachmentId':'" + attachment + "'"))
                .isEqualTo(new Answer.Refused(
                        new ApiError.ResourceNotFound(ResourceType.REGISTRATION_ATTACHMENT, attachment)));
    }
}
