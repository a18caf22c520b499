package io.posthorn.gateway.read;

import static io.posthorn.gateway.TestAccount.NOW;
import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.resource.DeniedReason;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.gateway.TestAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RegistrationReadsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final String TOLL_FREE = "US_TOLL_FREE_REGISTRATION";
    private static final String CAMPAIGN = "US_TEN_DLC_CAMPAIGN_REGISTRATION";
    private static final String BRAND = "US_TEN_DLC_BRAND_REGISTRATION";

    private final ResourceMap resources = TestAccount.with(
            TestAccount.number("1"),
            registration("a", TOLL_FREE, RegistrationStatus.REQUIRES_UPDATES, 2, "phone-number", "phone-1"),
            RegistrationVersion.draft("registration-a", 1, answers(), NOW)
                    .inStatus(RegistrationVersionStatus.DENIED, NOW.plusSeconds(1))
                    .reviewed(
                            List.of(new DeniedReason("INVALID_URL", "Invalid URL", null)),
                            Map.of("companyInfo.city", "is no city"),
                            "Have a look"),
            RegistrationVersion.draft("registration-a", 2, answers(), NOW),
            registration("b", CAMPAIGN, RegistrationStatus.CREATED, 1, "registration", "registration-c"),
            RegistrationVersion.draft("registration-b", 1, Map.of(), NOW),
            registration("c", BRAND, RegistrationStatus.COMPLETE, 1, "phone-number", "phone-gone"),
            RegistrationVersion.draft("registration-c", 1, Map.of(), NOW),
            new RegistrationAttachment("attachment-1", new StoredContent("ab", MediaType.PNG, 1), List.of(), NOW));

    private static Map<String, FieldValue> answers() {
        return Map.of(
                "companyInfo.city", new FieldValue.Text("Seattle"),
                "companyInfo.companyName", new FieldValue.Text("Example Corp"),
                "messagingUseCase.useCaseCategory", new FieldValue.Choices(List.of("OTHER")),
                "messagingUseCase.optInImage", new FieldValue.Attachment("attachment-1"));
    }

    private static Registration registration(
            String suffix, String type, RegistrationStatus status, int version, String kind, String linked) {
        return new Registration(
                "registration-" + suffix,
                type,
                status,
                version,
                null,
                null,
                Map.of(),
                List.of(new RegistrationLink(kind, linked)),
                List.of(),
                NOW);
    }

    private Object answer(String operation, String request) throws RefusedException {
        var read = Optional.ofNullable(new RegistrationReads(RegistrationTypes.builtIn())
                        .reads()
                        .get(operation))
                .orElseThrow();
        var input = (ObjectNode) JsonMapper.shared().readTree(request.replace('\'', '"'));
        return read.answer(MODEL.operation(operation).orElseThrow(), resources.of(SCOPE), input);
    }

    /** The answer, checked to be one that clients understand. */
    private JsonNode done(String operation, String request) {
        try {
            var shape = MODEL.operation(operation).orElseThrow().output();
            var output = WireJson.answer(shape, answer(operation, request));
            assertThat(RequestValidator.violations(shape, output)).isEmpty();
            return output;
        } catch (RefusedException refused) {
            throw new AssertionError(operation + " was refused: " + refused.error(), refused);
        }
    }

    private ApiError refused(String operation, String request) {
        try {
            throw new AssertionError(operation + " was not refused: " + answer(operation, request));
        } catch (RefusedException refused) {
            return refused.error();
        }
    }

    private static List<String> texts(JsonNode answer, String list, String member) {
        return answer.path(list)
                .valueStream()
                .map(item -> item.path(member).asString())
                .toList();
    }

    /** Everything, asked for page by page. */
    private List<String> paged(String operation, String members, String list, String member) {
        var all = new ArrayList<String>();
        var token = "";
        do {
            var page = done(operation, "{" + members + "'MaxResults':2" + token + "}");
            assertThat(page.path(list).size()).isLessThanOrEqualTo(2);
            all.addAll(texts(page, list, member));
            token = page.has("NextToken")
                    ? ",'NextToken':'" + page.path("NextToken").asString() + "'"
                    : "";
        } while (!token.isEmpty());
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "registration-type, US_TOLL_FREE_REGISTRATION, registration-a",
        "registration-status, COMPLETE, registration-c",
        "registration-status, AWS_REVIEWING, ''"
    })
    void describesRegistrations(String filter, String value, String expected) {
        assertThat(String.join(
                        " ",
                        texts(
                                done(
                                        "DescribeRegistrations",
                                        "{'Filters':[{'Name':'" + filter + "','Values':['" + value + "']}]}"),
                                "Registrations",
                                "RegistrationId")))
                .isEqualTo(expected);
        assertThat(refused("DescribeRegistrations", "{'RegistrationIds':['registration-z']}"))
                .isEqualTo(new ApiError.ResourceNotFound(ResourceType.REGISTRATION, "registration-z"));
    }

    @Test
    void describesVersionsWithTheirReasons() {
        var answer = done("DescribeRegistrationVersions", "{'RegistrationId':'registration-a'}");

        assertThat(texts(answer, "RegistrationVersions", "VersionNumber")).containsExactly("1", "2");
        var denied = answer.path("RegistrationVersions").get(0);
        assertThat(texts(denied, "DeniedReasons", "Reason")).containsExactly("INVALID_URL");
        assertThat(denied.path("Feedback").asString()).isEqualTo("Have a look");
        assertThat(denied.path("RegistrationVersionStatusHistory").propertyNames())
                .containsExactly("DraftTimestamp", "DeniedTimestamp");
        assertThat(texts(
                        done(
                                "DescribeRegistrationVersions",
                                "{'RegistrationId':'registration-a','Filters':[{'Name':'registration-version-status',"
                                        + "'Values':['DRAFT']}]}"),
                        "RegistrationVersions",
                        "VersionNumber"))
                .containsExactly("2");
        assertThat(texts(
                        done(
                                "DescribeRegistrationVersions",
                                "{'RegistrationId':'registration-a','VersionNumbers':[1]}"),
                        "RegistrationVersions",
                        "VersionNumber"))
                .containsExactly("1");
        assertThat(paged(
                        "DescribeRegistrationVersions",
                        "'RegistrationId':'registration-a',",
                        "RegistrationVersions",
                        "VersionNumber"))
                .containsExactly("1", "2");
    }

    @Test
    void describesFieldValuesInTheOrderOfTheForm() {
        var denied = done("DescribeRegistrationFieldValues", "{'RegistrationId':'registration-a','VersionNumber':1}");

        assertThat(texts(denied, "RegistrationFieldValues", "FieldPath"))
                .containsExactly(
                        "companyInfo.companyName",
                        "companyInfo.city",
                        "messagingUseCase.useCaseCategory",
                        "messagingUseCase.optInImage");
        assertThat(texts(denied, "RegistrationFieldValues", "DeniedReason")).containsExactly("", "is no city", "", "");
        assertThat(denied.path("RegistrationFieldValues")
                        .get(3)
                        .path("RegistrationAttachmentId")
                        .asString())
                .isEqualTo("attachment-1");
        assertThat(done("DescribeRegistrationFieldValues", "{'RegistrationId':'registration-a'}")
                        .path("VersionNumber")
                        .asInt())
                .isEqualTo(2);
        assertThat(texts(
                        done(
                                "DescribeRegistrationFieldValues",
                                "{'RegistrationId':'registration-a','SectionPath':'companyInfo'}"),
                        "RegistrationFieldValues",
                        "FieldPath"))
                .hasSize(2);
        assertThat(paged(
                        "DescribeRegistrationFieldValues",
                        "'RegistrationId':'registration-a',",
                        "RegistrationFieldValues",
                        "FieldPath"))
                .hasSize(4);
    }

    @Test
    void describesAttachments() {
        var answer = done(
                "DescribeRegistrationAttachments",
                "{'Filters':[{'Name':'attachment-status','Values':['UPLOAD_COMPLETE']}]}");

        assertThat(texts(answer, "RegistrationAttachments", "RegistrationAttachmentId"))
                .containsExactly("attachment-1");
    }

    @ParameterizedTest
    @CsvSource({
        "registration-a, TOLL_FREE, ''",
        "registration-a, SIMULATOR, phone-1",
        "registration-b, US_TEN_DLC_BRAND_REGISTRATION, registration-c",
        "registration-c, TEN_DLC, ''"
    })
    void listsWhatRegistrationsAreAbout(String registration, String type, String expected) {
        var answer = done(
                "ListRegistrationAssociations",
                "{'RegistrationId':'" + registration + "','Filters':[{'Name':'resource-type','Values':['" + type
                        + "']}]}");

        assertThat(String.join(" ", texts(answer, "RegistrationAssociations", "ResourceId")))
                .isEqualTo(expected);
        assertThat(answer.path("RegistrationArn").asString()).endsWith("registration/" + registration);
    }

    @Test
    void describesTypes() {
        assertThat(texts(
                        done("DescribeRegistrationTypeDefinitions", "{}"),
                        "RegistrationTypeDefinitions",
                        "RegistrationType"))
                .hasSize(7)
                .contains(TOLL_FREE, BRAND, CAMPAIGN);
        assertThat(texts(
                        done(
                                "DescribeRegistrationTypeDefinitions",
                                "{'Filters':[{'Name':'supported-association-resource-type','Values':['TEN_DLC']}]}"),
                        "RegistrationTypeDefinitions",
                        "RegistrationType"))
                .containsExactly(CAMPAIGN);
        assertThat(texts(
                        done(
                                "DescribeRegistrationTypeDefinitions",
                                "{'Filters':[{'Name':'supported-association-iso-country-code','Values':['SG']}]}"),
                        "RegistrationTypeDefinitions",
                        "RegistrationType"))
                .containsExactly("SG_SENDER_ID_REGISTRATION");
        assertThat(paged("DescribeRegistrationTypeDefinitions", "", "RegistrationTypeDefinitions", "RegistrationType"))
                .hasSize(7)
                .isSorted();
    }

    @Test
    void describesSectionsAndFieldsInTheOrderOfTheForm() {
        var ofType = "'RegistrationType':'" + TOLL_FREE + "',";
        assertThat(paged(
                        "DescribeRegistrationSectionDefinitions",
                        ofType,
                        "RegistrationSectionDefinitions",
                        "SectionPath"))
                .containsExactly("companyInfo", "contactInfo", "messagingUseCase", "messageSamples");
        assertThat(paged("DescribeRegistrationFieldDefinitions", ofType, "RegistrationFieldDefinitions", "FieldPath"))
                .startsWith("companyInfo.companyName", "companyInfo.website", "companyInfo.address1")
                .endsWith("messageSamples.messageSample2", "messageSamples.messageSample3");
        var details = done(
                        "DescribeRegistrationFieldDefinitions",
                        "{" + ofType + "'FieldPaths':['messagingUseCase.useCaseDetails']}")
                .path("RegistrationFieldDefinitions")
                .get(0);
        assertThat(details.path("FieldRequirement").asString()).isEqualTo("CONDITIONAL");
        assertThat(details.path("ConditionalBehavior").path("DefaultBehavior").asString())
                .isEqualTo("OPTIONAL");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DescribeRegistrationTypeDefinitions|{'RegistrationTypes':['MOON']}|UNKNOWN_REGISTRATION_TYPE",
                "DescribeRegistrationSectionDefinitions|{'RegistrationType':'MOON'}|UNKNOWN_REGISTRATION_TYPE",
                "DescribeRegistrationFieldDefinitions|{'RegistrationType':'MOON'}|UNKNOWN_REGISTRATION_TYPE",
                "DescribeRegistrationSectionDefinitions"
                        + "|{'RegistrationType':'US_TOLL_FREE_REGISTRATION','SectionPaths':['moon']}"
                        + "|UNKNOWN_REGISTRATION_SECTION",
                "DescribeRegistrationFieldDefinitions"
                        + "|{'RegistrationType':'US_TOLL_FREE_REGISTRATION','SectionPath':'moon'}"
                        + "|UNKNOWN_REGISTRATION_SECTION",
                "DescribeRegistrationFieldDefinitions"
                        + "|{'RegistrationType':'US_TOLL_FREE_REGISTRATION','FieldPaths':['moon.a']}"
                        + "|UNKNOWN_REGISTRATION_FIELD",
                "DescribeRegistrationVersions|{'RegistrationId':'registration-a','VersionNumbers':[9]}"
                        + "|UNKNOWN_REGISTRATION_VERSION",
                "DescribeRegistrationFieldValues|{'RegistrationId':'registration-a','VersionNumber':9}"
                        + "|UNKNOWN_REGISTRATION_VERSION"
            })
    void refusesWhatIsNotThere(String operation, String request, String reason) {
        assertThat(refused(operation, request))
                .isInstanceOfSatisfying(
                        ApiError.Validation.class,
                        error -> assertThat(error.reason()).hasToString(reason));
    }
}
