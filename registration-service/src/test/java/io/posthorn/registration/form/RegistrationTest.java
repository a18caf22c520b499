package io.posthorn.registration.form;

import static io.posthorn.registration.form.Registrations.BRAND;
import static io.posthorn.registration.form.Registrations.CAMPAIGN;
import static io.posthorn.registration.form.Registrations.TOLL_FREE;
import static io.posthorn.registration.form.Registrations.VETTING;
import static io.posthorn.registration.form.Registrations.association;
import static io.posthorn.registration.form.Registrations.choice;
import static io.posthorn.registration.form.Registrations.id;
import static io.posthorn.registration.form.Registrations.review;
import static io.posthorn.registration.form.Registrations.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registration from its beginning to its end, as its owner and its reviewers see it. */
class RegistrationTest {
    private final Registrations registrations = new Registrations();
    private final TestAccount account = registrations.account;

    private String submitted() {
        var registration = registrations.create(BRAND);
        registrations.fillIn(registration);
        registrations.submit(registration);
        return registration;
    }

    private String standing(String registration) {
        var found = registrations.get(registration);
        return found.status() + " "
                + registrations.version(registration, found.currentVersion()).status();
    }

    @Test
    void beginsWithADraft() {
        var answer = account.call(
                "CreateRegistration",
                "{'RegistrationType':'" + TOLL_FREE + "','Tags':[{'Key':'Name','Value':'Shop'}]}");

        assertThat(answer.required("RegistrationStatus").asString()).isEqualTo("CREATED");
        assertThat(answer.required("CurrentVersionNumber").asInt()).isEqualTo(1);
        assertThat(answer.required("RegistrationArn").asString())
                .isEqualTo("arn:aws:sms-voice:us-east-1:111122223333:registration/"
                        + answer.required("RegistrationId").asString());
        assertThat(answer.required("Tags").get(0).required("Value").asString()).isEqualTo("Shop");
        assertThat(standing(answer.required("RegistrationId").asString())).isEqualTo("CREATED DRAFT");
    }

    @Test
    void isOfATypeThatThereIs() {
        assertThat(account.refusalReason("CreateRegistration", "{'RegistrationType':'MOON_REGISTRATION'}"))
                .isEqualTo("Validation UNKNOWN_REGISTRATION_TYPE");
    }

    @Test
    void isCreatedOnceForOneToken() {
        var input = "{'RegistrationType':'" + BRAND + "','ClientToken':'t'}";

        assertThat(account.call("CreateRegistration", input, "RegistrationId"))
                .isEqualTo(account.call("CreateRegistration", input, "RegistrationId"));
        assertThat(account.resources().all(ResourceKind.REGISTRATION)).hasSize(1);
    }

    @Test
    void comesInBoundedNumbers() {
        for (int i = 0; i < 25; i++) {
            registrations.create(BRAND);
        }

        assertThat(account.refusalReason("CreateRegistration", "{'RegistrationType':'" + BRAND + "'}"))
                .isEqualTo("Quota REGISTRATIONS_PER_ACCOUNT");
        registrations.create(TOLL_FREE);
    }

    @Test
    void isApprovedAndKeepsTheTimesOfItsWay() {
        var registration = registrations.create(BRAND);
        registrations.fillIn(registration);
        account.at(TestAccount.START.plusSeconds(1));
        var submission = account.call("SubmitRegistrationVersion", id(registration));
        assertThat(standing(registration)).isEqualTo("SUBMITTED SUBMITTED");
        var history = submission.required("RegistrationVersionStatusHistory");
        assertThat(history.propertyNames()).containsExactly("DraftTimestamp", "SubmittedTimestamp");
        assertThat(history.required("SubmittedTimestamp").decimalValue()).isEqualByComparingTo("1704164646.123");
        account.at(TestAccount.START.plusSeconds(2));
        account.call("ReviewRegistrationVersion", review(registration, "START_REVIEW", ""));
        assertThat(standing(registration)).isEqualTo("REVIEWING REVIEWING");
        account.at(TestAccount.START.plusSeconds(3));

        var answer = account.call(
                "ReviewRegistrationVersion",
                review(registration, "APPROVE", ",'AdditionalAttributes':{'VettingScore':'80'}"));

        assertThat(answer.required("RegistrationStatus").asString()).isEqualTo("COMPLETE");
        assertThat(standing(registration)).isEqualTo("COMPLETE APPROVED");
        assertThat(registrations.get(registration).approvedVersion()).isEqualTo(1);
        assertThat(registrations.get(registration).attributes()).containsEntry("VettingScore", "80");
        assertThat(registrations.version(registration, 1).history())
                .containsEntry(RegistrationVersionStatus.REVIEWING, TestAccount.START.plusSeconds(2))
                .containsEntry(RegistrationVersionStatus.APPROVED, TestAccount.START.plusSeconds(3));
    }

    @Test
    void isCorrectedInANextVersion() {
        var registration = submitted();
        account.call(
                "ReviewRegistrationVersion",
                review(
                        registration,
                        "REQUIRE_UPDATES",
                        ",'FieldReasons':[{'FieldPath':'companyInfo.taxId','Reason':'is of another company'}],"
                                + "'Reasons':[{'Reason':'COMPANY_NOT_VERIFIED'}],'Feedback':'Have a look'"));
        assertThat(standing(registration)).isEqualTo("REQUIRES_UPDATES DENIED");
        var denied = registrations.version(registration, 1);
        assertThat(denied.fieldReasons()).containsEntry("companyInfo.taxId", "is of another company");
        assertThat(denied.feedback()).isEqualTo("Have a look");
        assertThat(denied.deniedReasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.shortDescription()).isEqualTo("Company could not be verified"));
        assertThat(account.refusalReason(
                        "PutRegistrationFieldValue", text(registration, "companyInfo.taxId", "987654321")))
                .isEqualTo("Conflict EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED registration");

        var next = account.call("CreateRegistrationVersion", id(registration));
        assertThat(next.required("VersionNumber").asInt()).isEqualTo(2);
        assertThat(standing(registration)).isEqualTo("REQUIRES_UPDATES DRAFT");
        assertThat(registrations.version(registration, 2).values()).isEqualTo(denied.values());
        assertThat(registrations.version(registration, 2).fieldReasons()).isEmpty();
        registrations.put(text(registration, "companyInfo.taxId", "987654321"));
        registrations.submit(registration);
        assertThat(standing(registration)).isEqualTo("SUBMITTED SUBMITTED");
        registrations.approve(registration);

        assertThat(standing(registration)).isEqualTo("COMPLETE APPROVED");
        assertThat(registrations.get(registration).latestDeniedVersion()).isEqualTo(1);
        assertThat(registrations.version(registration, 1).values())
                .containsEntry("companyInfo.taxId", new FieldValue.Text("123456789"));
    }

    @Test
    void staysInForceWhileItIsChanged() {
        var registration = registrations.complete(BRAND);
        account.call("CreateRegistrationVersion", id(registration));
        assertThat(standing(registration)).isEqualTo("COMPLETE DRAFT");
        registrations.submit(registration);
        assertThat(registrations.get(registration).isInForce()).isTrue();
        account.call(
                "ReviewRegistrationVersion",
                review(registration, "REQUIRE_UPDATES", ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]"));
        assertThat(registrations.get(registration).isInForce()).isTrue();
        assertThat(standing(registration)).isEqualTo("REQUIRES_UPDATES DENIED");
        account.call("CreateRegistrationVersion", id(registration));
        registrations.submit(registration);
        registrations.approve(registration);

        assertThat(registrations.get(registration).approvedVersion()).isEqualTo(3);
        assertThat(registrations.version(registration, 1).status()).isEqualTo(RegistrationVersionStatus.ARCHIVED);
    }

    @Test
    void isTakenBackBeforeItsReview() {
        var registration = submitted();

        var answer = account.call("DiscardRegistrationVersion", id(registration));

        assertThat(answer.required("RegistrationVersionStatus").asString()).isEqualTo("DISCARDED");
        assertThat(standing(registration)).isEqualTo("CREATED DISCARDED");
        account.call("CreateRegistrationVersion", id(registration));
        registrations.submit(registration);
        assertThat(standing(registration)).isEqualTo("SUBMITTED SUBMITTED");
    }

    @ParameterizedTest(name = "approved before = {0}, denied before = {1}: {2}")
    @CsvSource({"false, false, CREATED", "false, true, REQUIRES_UPDATES", "true, false, COMPLETE"})
    void isAsItWasOnceTakenBack(boolean approved, boolean denied, RegistrationStatus expected) {
        var registration = submitted();
        if (approved) {
            registrations.approve(registration);
        }
        if (denied) {
            account.call(
                    "ReviewRegistrationVersion",
                    review(registration, "REQUIRE_UPDATES", ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]"));
        }
        if (approved || denied) {
            account.call("CreateRegistrationVersion", id(registration));
            registrations.submit(registration);
        }

        account.call("DiscardRegistrationVersion", id(registration));

        assertThat(registrations.get(registration).status()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} when {1}: {2}")
    @CsvSource({
        "SubmitRegistrationVersion, SUBMITTED, REGISTRATION_ALREADY_SUBMITTED",
        "SubmitRegistrationVersion, REVIEWING, REGISTRATION_ALREADY_SUBMITTED",
        "SubmitRegistrationVersion, APPROVED, SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
        "SubmitRegistrationVersion, DENIED, SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
        "SubmitRegistrationVersion, DISCARDED, SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
        "DiscardRegistrationVersion, DRAFT, DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "DiscardRegistrationVersion, REVIEWING, DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "DiscardRegistrationVersion, APPROVED, DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "DiscardRegistrationVersion, DENIED, DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "DiscardRegistrationVersion, DISCARDED, DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "CreateRegistrationVersion, DRAFT, CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
        "CreateRegistrationVersion, SUBMITTED, CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
        "CreateRegistrationVersion, REVIEWING, CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
        "DeleteRegistration, SUBMITTED, RESOURCE_DELETION_NOT_ALLOWED",
        "DeleteRegistration, REVIEWING, RESOURCE_DELETION_NOT_ALLOWED"
    })
    void doesNotTakeStepsOutOfOrder(String operation, RegistrationVersionStatus status, String reason) {
        assertThat(account.refusalReason(operation, id(in(status)))).isEqualTo("Conflict " + reason + " registration");
    }

    @ParameterizedTest(name = "{0} of what is {1}")
    @CsvSource({
        "APPROVE, DRAFT",
        "START_REVIEW, DRAFT",
        "START_REVIEW, REVIEWING",
        "APPROVE, APPROVED",
        "REVOKE, SUBMITTED",
        "DENY, DISCARDED"
    })
    void isReviewedOnlyWhileItCanBe(String outcome, RegistrationVersionStatus status) {
        assertThat(account.refusalReason(
                        "ReviewRegistrationVersion",
                        review(in(status), outcome, ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]")))
                .isEqualTo("Conflict RESOURCE_MODIFICATION_NOT_ALLOWED registration");
    }

    /** A registration whose newest version is in this status. */
    private String in(RegistrationVersionStatus status) {
        var registration = registrations.create(BRAND);
        registrations.fillIn(registration);
        if (status != RegistrationVersionStatus.DRAFT) {
            registrations.submit(registration);
        }
        switch (status) {
            case REVIEWING -> account.call("ReviewRegistrationVersion", review(registration, "START_REVIEW", ""));
            case APPROVED -> registrations.approve(registration);
            case DENIED ->
                account.call(
                        "ReviewRegistrationVersion",
                        review(registration, "REQUIRE_UPDATES", ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]"));
            case DISCARDED -> account.call("DiscardRegistrationVersion", id(registration));
            case DRAFT, SUBMITTED, REVOKED, ARCHIVED -> {}
        }
        return registration;
    }

    @Test
    void isOverOnceDenied() {
        var registration = submitted();

        account.call(
                "ReviewRegistrationVersion", review(registration, "DENY", ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]"));

        assertThat(standing(registration)).isEqualTo("CLOSED DENIED");
        assertThat(account.refusalReason("CreateRegistrationVersion", id(registration)))
                .isEqualTo("Conflict CREATE_REGISTRATION_VERSION_NOT_ALLOWED registration");
        assertThat(account.call("DeleteRegistration", id(registration), "RegistrationStatus"))
                .isEqualTo("DELETED");
    }

    @Test
    void goesOnWithWhatWasApprovedOnceAChangeIsDenied() {
        var registration = registrations.complete(BRAND);
        account.call("CreateRegistrationVersion", id(registration));
        registrations.submit(registration);

        account.call(
                "ReviewRegistrationVersion", review(registration, "DENY", ",'Reasons':[{'Reason':'INVALID_WEBSITE'}]"));

        assertThat(standing(registration)).isEqualTo("COMPLETE DENIED");
        assertThat(registrations.get(registration).approvedVersion()).isEqualTo(1);
    }

    @Test
    void canBeRevoked() {
        var registration = registrations.complete(BRAND);

        account.call("ReviewRegistrationVersion", review(registration, "REVOKE", ""));

        assertThat(standing(registration)).isEqualTo("REQUIRES_UPDATES REVOKED");
        assertThat(registrations.get(registration).isInForce()).isFalse();
        account.call("CreateRegistrationVersion", id(registration));
        registrations.submit(registration);
        registrations.approve(registration);
        assertThat(registrations.get(registration).approvedVersion()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRE_UPDATES", "DENY"})
    void isNotDeniedWithoutAReason(String outcome) {
        assertThat(account.refusalReason("ReviewRegistrationVersion", review(submitted(), outcome, "")))
                .isEqualTo("Validation MISSING_PARAMETER");
    }

    @Test
    void isReviewedByFieldsAndVersionsThatThereAre() {
        var registration = submitted();

        assertThat(account.refusalReason(
                        "ReviewRegistrationVersion",
                        review(
                                registration,
                                "REQUIRE_UPDATES",
                                ",'FieldReasons':[{'FieldPath':'companyInfo.moon','Reason':'none'}]")))
                .isEqualTo("Validation UNKNOWN_REGISTRATION_FIELD");
        assertThat(account.refusalReason(
                        "ReviewRegistrationVersion", review(registration, "APPROVE", ",'VersionNumber':7")))
                .isEqualTo("Validation UNKNOWN_REGISTRATION_VERSION");
        assertThat(account.refusalReason("ReviewRegistrationVersion", review("registration-0", "APPROVE", "")))
                .isEqualTo("NotFound registration");
    }

    @Test
    void isNotSubmittedBeforeEverythingIsAnswered() {
        var registration = registrations.create(BRAND);
        registrations.fillIn(registration);
        account.call(
                "DeleteRegistrationFieldValue",
                "{'RegistrationId':'" + registration + "','FieldPath':'companyInfo.city'}");
        registrations.put(choice(registration, "companyInfo.legalType", "PUBLIC_PROFIT"));

        var refusal = (ApiError.Validation) account.refusal("SubmitRegistrationVersion", id(registration));

        assertThat(refusal.reason()).hasToString("FIELD_VALIDATION_FAILED");
        assertThat(refusal.fields())
                .extracting(ApiError.Field::name)
                .containsExactly("companyInfo.stockSymbol", "companyInfo.stockExchange", "companyInfo.city");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'TextValue':'Shop' | companyInfo.companyName | taken",
                "'TextValue':'Shop' | companyInfo.moon | Validation UNKNOWN_REGISTRATION_FIELD",
                "'TextValue':'usa' | companyInfo.isoCountryCode | Validation FIELD_VALIDATION_FAILED",
                "'SelectChoices':['Shop'] | companyInfo.companyName | Validation FIELD_VALIDATION_FAILED",
                "'SelectChoices':['OTHER'] | messagingUseCase.useCaseCategory | taken",
                "'SelectChoices':[] | messagingUseCase.useCaseCategory | Validation FIELD_VALIDATION_FAILED",
                "'SelectChoices':['MOON'] | messagingUseCase.useCaseCategory | Validation FIELD_VALIDATION_FAILED",
                "'TextValue':'a','SelectChoices':['b'] | companyInfo.companyName"
                        + " | Validation PARAMETERS_CANNOT_BE_USED_TOGETHER",
                "'TextValue':null | companyInfo.companyName | Validation MISSING_PARAMETER",
                "'RegistrationAttachmentId':'attachment-0' | messagingUseCase.optInImage"
                        + " | NotFound registration-attachment"
            })
    void takesAnswersThatDo(String value, String path, String outcome) {
        var registration = registrations.create(TOLL_FREE);
        var input = "{'RegistrationId':'" + registration + "','FieldPath':'" + path + "'," + value + "}";

        if (outcome.equals("taken")) {
            assertThat(account.call("PutRegistrationFieldValue", input, "FieldPath"))
                    .isEqualTo(path);
            assertThat(registrations.version(registration, 1).values()).containsKey(path);
        } else {
            assertThat(account.refusalReason("PutRegistrationFieldValue", input))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void takesSmallPngImages() {
        var registration = registrations.create(TOLL_FREE);
        var good = registrations.attach(MediaType.PNG, 409_600);
        var large = registrations.attach(MediaType.PNG, 409_601);
        var other = registrations.attach(MediaType.JPEG, 1000);
        var image = "{'RegistrationId':'" + registration
                + "','FieldPath':'messagingUseCase.optInImage','RegistrationAttachmentId':'%s'}";

        assertThat(account.refusalReason("PutRegistrationFieldValue", image.formatted(large)))
                .isEqualTo("Validation FIELD_VALIDATION_FAILED");
        assertThat(account.refusalReason("PutRegistrationFieldValue", image.formatted(other)))
                .isEqualTo("Validation FIELD_VALIDATION_FAILED");
        assertThat(account.call(
                        "PutRegistrationFieldValue",
                        image.formatted("arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/" + good),
                        "RegistrationAttachmentId"))
                .isEqualTo(good);
    }

    @Test
    void takesAnswersBack() {
        var registration = registrations.create(TOLL_FREE);
        var field = "{'RegistrationId':'" + registration + "','FieldPath':'companyInfo.city'}";
        registrations.put(text(registration, "companyInfo.city", "Seattle"));

        assertThat(account.call("DeleteRegistrationFieldValue", field, "TextValue"))
                .isEqualTo("Seattle");
        assertThat(account.refusalReason("DeleteRegistrationFieldValue", field))
                .isEqualTo("Validation REGISTRATION_FIELD_CANNOT_BE_DELETED");
        assertThat(registrations.version(registration, 1).values()).isEmpty();
    }

    @Test
    void isDeletedWithAllItsVersions() {
        var registration = registrations.complete(BRAND);
        account.call("CreateRegistrationVersion", id(registration));

        assertThat(account.call("DeleteRegistration", id(registration), "RegistrationStatus"))
                .isEqualTo("DELETED");

        assertThat(account.resources().all(ResourceKind.REGISTRATION)).isEmpty();
        assertThat(account.resources().all(ResourceKind.REGISTRATION_VERSION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeleteRegistration",
                "CreateRegistrationVersion",
                "SubmitRegistrationVersion",
                "DiscardRegistrationVersion",
                "PutRegistrationFieldValue",
                "DeleteRegistrationFieldValue",
                "CreateRegistrationAssociation"
            })
    void hasToBeThere(String operation) {
        assertThat(account.refusalReason(
                        operation,
                        "{'RegistrationId':'registration-0','FieldPath':'a.b','TextValue':'c','ResourceId':'phone-1'}"))
                .isEqualTo("NotFound registration");
    }

    @Test
    void doesNotBeginVersionsWithoutEnd() {
        var registration = registrations.create(VETTING);
        registrations.associate(registration, registrations.complete(BRAND));
        for (int i = 1; i < 50; i++) {
            registrations.submit(registration);
            account.call("DiscardRegistrationVersion", id(registration));
            account.call("CreateRegistrationVersion", id(registration));
        }
        registrations.submit(registration);
        account.call("DiscardRegistrationVersion", id(registration));

        assertThat(account.refusalReason("CreateRegistrationVersion", id(registration)))
                .isEqualTo("Quota REGISTRATION_VERSIONS_CREATED_PER_DAY");
        account.at(TestAccount.START.plus(Duration.ofDays(1)));
        assertThat(account.call("CreateRegistrationVersion", id(registration), "VersionNumber"))
                .isEqualTo("51");
    }

    @Test
    void canBeTagged() {
        var arn = account.resources().arnOf(registrations.get(registrations.create(CAMPAIGN)));

        account.call("TagResource", "{'ResourceArn':'" + arn + "','Tags':[{'Key':'Name','Value':'Spring'}]}");

        assertThat(account.resources().all(ResourceKind.REGISTRATION))
                .singleElement()
                .satisfies(registration -> assertThat(registration.tags())
                        .singleElement()
                        .satisfies(tag -> assertThat(tag.value()).isEqualTo("Spring")));
    }

    @Test
    void keepsFilesThatItNeeds() {
        var registration = registrations.create(TOLL_FREE);
        var unused = registrations.attach(MediaType.PNG, 1);
        registrations.associate(registration, registrations.lease("0001", NumberType.TOLL_FREE, "US"));
        registrations.fillIn(registration);
        var used = Stream.of(registrations.version(registration, 1).values().get("messagingUseCase.optInImage"))
                .map(FieldValue.Attachment.class::cast)
                .map(FieldValue.Attachment::id)
                .findFirst()
                .orElseThrow();
        var deletion = "{'RegistrationAttachmentId':'" + used + "'}";
        assertThat(account.refusalReason("DeleteRegistrationAttachment", deletion))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED registration-attachment");
        assertThat(account.call(
                        "DeleteRegistrationAttachment",
                        "{'RegistrationAttachmentId':'" + unused + "'}",
                        "AttachmentStatus"))
                .isEqualTo("DELETED");
        registrations.submit(registration);
        account.call("DiscardRegistrationVersion", id(registration));

        account.call("DeleteRegistrationAttachment", deletion);
        account.call("CreateRegistrationVersion", id(registration));

        assertThat(registrations.version(registration, 2).values()).doesNotContainKey("messagingUseCase.optInImage");
        assertThat(account.refusalReason("DeleteRegistrationAttachment", deletion))
                .isEqualTo("NotFound registration-attachment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'AttachmentUrl':'s3://bucket/key'}", "{'AttachmentBody':'aGVsbG8='}", "{}"})
    void hasOnlyFilesThatAreStored(String input) {
        assertThat(account.refusalReason("CreateRegistrationAttachment", input))
                .isEqualTo("Validation INVALID_PARAMETER");
    }

    @Test
    void takesSoManyFilesADay() {
        for (int i = 0; i < 100; i++) {
            registrations.attach(MediaType.PNG, 1);
        }
        var another = "{'AttachmentUrl':'posthorn-content:0f/image/png/1'}";
        assertThat(account.refusalReason("CreateRegistrationAttachment", another))
                .isEqualTo("Quota REGISTRATION_ATTACHMENTS_CREATED_PER_DAY");
        account.at(TestAccount.START.plus(Duration.ofDays(1)));
        account.call("CreateRegistrationAttachment", another);
    }

    @Test
    void isAboutNothingThatIsNotThere() {
        var registration = registrations.create(TOLL_FREE);

        assertThat(account.refusalReason("CreateRegistrationAssociation", association(registration, "phone-9")))
                .isEqualTo("NotFound phone-number");
        assertThat(account.refusalReason("CreateRegistrationAssociation", association(registration, "registration-9")))
                .isEqualTo("NotFound registration");
        assertThat(account.refusalReason(
                        "CreateRegistrationAssociation",
                        association(registration, "arn:aws:sms-voice:us-east-1:111122223333:sender-id/SHOP/SG")))
                .isEqualTo("NotFound sender-id");
    }
}
