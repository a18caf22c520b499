package io.posthorn.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AttachmentStatus;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RegistrationStatus;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.RegistrationVersionStatus;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;

/** Registrations, their forms, versions, reviews, files and associations. */
abstract class RegistrationOperations extends Operations {
    private static final String BRAND = "US_TEN_DLC_BRAND_REGISTRATION";
    private static final String VETTING = "US_TEN_DLC_BRAND_VETTING";
    private static final String TOLL_FREE = "US_TOLL_FREE_REGISTRATION";

    private String create(String type) {
        return client.createRegistration(request -> request.registrationType(type)
                        .tags(Tag.builder().key("Name").value("mine").build()))
                .registrationId();
    }

    private RegistrationStatus status(String registration) {
        return client.describeRegistrations(request -> request.registrationIds(registration))
                .registrations()
                .getFirst()
                .registrationStatus();
    }

    private void awaitStatus(String registration, RegistrationStatus status) {
        await().atMost(30, SECONDS).until(() -> status(registration) == status);
    }

    private static byte[] png(int size) {
        var content = new byte[size];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, content, 0, 8);
        content[size - 1] = 7;
        return content;
    }

    /** What the operator is shown. */
    private byte[] read(String attachmentId) throws IOException, InterruptedException {
        var shown = posthorn.operator()
                .call("GET", "/accounts/" + account.id() + "/registration-attachments/" + attachmentId, "");
        return Base64.getDecoder().decode(shown.required("content").asString());
    }

    @Test
    void definesTypesSectionsAndFields() {
        assertThat(client.describeRegistrationTypeDefinitionsPaginator(request -> request.maxResults(2))
                        .registrationTypeDefinitions())
                .hasSize(7)
                .allSatisfy(type -> assertThat(type.displayHints().title()).isNotEmpty());
        assertThat(client.describeRegistrationSectionDefinitions(request -> request.registrationType(TOLL_FREE))
                        .registrationSectionDefinitions())
                .hasSize(4);
        assertThat(client.describeRegistrationFieldDefinitionsPaginator(
                                request -> request.registrationType(TOLL_FREE).maxResults(5))
                        .registrationFieldDefinitions())
                .hasSizeGreaterThan(15);
        invalid(
                "UNKNOWN_REGISTRATION_TYPE",
                () -> client.describeRegistrationTypeDefinitions(request -> request.registrationTypes("MOON")));
        invalid(
                "UNKNOWN_REGISTRATION_SECTION",
                () -> client.describeRegistrationSectionDefinitions(
                        request -> request.registrationType(TOLL_FREE).sectionPaths("moon")));
        invalid(
                "UNKNOWN_REGISTRATION_FIELD",
                () -> client.describeRegistrationFieldDefinitions(
                        request -> request.registrationType(TOLL_FREE).fieldPaths("moon.a")));
    }

    @Test
    void completesABrandAndThenItsVetting() {
        var brand = create(BRAND);
        Clients.fillIn(client, brand, BRAND);
        var vetting = create(VETTING);
        conflict(
                "REGISTRATION_NOT_COMPLETE",
                () -> client.createRegistrationAssociation(
                        request -> request.registrationId(vetting).resourceId(brand)));

        var submitted = client.submitRegistrationVersion(request -> request.registrationId(brand));
        assertThat(submitted.registrationVersionStatus()).isEqualTo(RegistrationVersionStatus.SUBMITTED);
        conflict(
                "REGISTRATION_ALREADY_SUBMITTED",
                () -> client.submitRegistrationVersion(request -> request.registrationId(brand)));
        awaitStatus(brand, RegistrationStatus.COMPLETE);
        assertThat(client.describeRegistrationVersions(request -> request.registrationId(brand))
                        .registrationVersions())
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.registrationVersionStatus()).isEqualTo(RegistrationVersionStatus.APPROVED);
                    assertThat(version.registrationVersionStatusHistory().approvedTimestamp())
                            .isNotNull();
                });

        client.createRegistrationAssociation(
                request -> request.registrationId(vetting).resourceId(brand));
        client.submitRegistrationVersion(request -> request.registrationId(vetting));
        awaitStatus(vetting, RegistrationStatus.COMPLETE);
        assertThat(client.listRegistrationAssociations(request -> request.registrationId(vetting))
                        .registrationAssociations())
                .singleElement()
                .satisfies(association -> assertThat(association.resourceId()).isEqualTo(brand));
        conflict(
                "RESOURCE_DELETION_NOT_ALLOWED",
                () -> client.deleteRegistration(request -> request.registrationId(brand)));
        assertThat(client.deleteRegistration(request -> request.registrationId(vetting))
                        .registrationStatus())
                .isEqualTo(RegistrationStatus.DELETED);
        notFound("registration", () -> client.describeRegistrations(request -> request.registrationIds(vetting)));
    }

    @Test
    void takesAVersionBackAndBeginsTheNext() {
        var brand = create(BRAND);
        conflict(
                "DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
                () -> client.discardRegistrationVersion(request -> request.registrationId(brand)));
        conflict(
                "CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
                () -> client.createRegistrationVersion(request -> request.registrationId(brand)));
        invalid(
                "FIELD_VALIDATION_FAILED",
                () -> client.submitRegistrationVersion(request -> request.registrationId(brand)));
        Clients.fillIn(client, brand, BRAND);
        client.submitRegistrationVersion(request -> request.registrationId(brand));

        assertThat(client.discardRegistrationVersion(request -> request.registrationId(brand))
                        .registrationVersionStatus())
                .isEqualTo(RegistrationVersionStatus.DISCARDED);
        assertThat(client.createRegistrationVersion(request -> request.registrationId(brand))
                        .versionNumber())
                .isEqualTo(2);
        assertThat(client.describeRegistrationFieldValuesPaginator(
                                request -> request.registrationId(brand).maxResults(3))
                        .registrationFieldValues())
                .hasSizeGreaterThan(10);
    }

    @Test
    void keepsAnswersThatDo() {
        var registration = create(TOLL_FREE);
        var city = "companyInfo.city";
        assertThat(client.putRegistrationFieldValue(request -> request.registrationId(registration)
                                .fieldPath(city)
                                .textValue("Seattle"))
                        .textValue())
                .isEqualTo("Seattle");
        invalid(
                "FIELD_VALIDATION_FAILED",
                () -> client.putRegistrationFieldValue(request -> request.registrationId(registration)
                        .fieldPath("contactInfo.supportPhoneNumber")
                        .textValue("+1 (206) 555-0142")));
        assertThat(client.describeRegistrationFieldValues(
                                request -> request.registrationId(registration).sectionPath("companyInfo"))
                        .registrationFieldValues())
                .singleElement()
                .satisfies(value -> assertThat(value.fieldPath()).isEqualTo(city));
        client.deleteRegistrationFieldValue(
                request -> request.registrationId(registration).fieldPath(city));
        invalid(
                "REGISTRATION_FIELD_CANNOT_BE_DELETED",
                () -> client.deleteRegistrationFieldValue(
                        request -> request.registrationId(registration).fieldPath(city)));
        invalid(
                "UNKNOWN_REGISTRATION_VERSION",
                () -> client.describeRegistrationFieldValues(
                        request -> request.registrationId(registration).versionNumber(7L)));
        invalid(
                "INVALID_REGISTRATION_ASSOCIATION",
                () -> client.createRegistrationAssociation(
                        request -> request.registrationId(registration).resourceId(Clients.simulatorNumber(client))));
    }

    @Test
    void keepsFilesForThoseWhoReview() throws IOException, InterruptedException {
        var content = png(1_500_000);
        var attachment =
                client.createRegistrationAttachment(request -> request.attachmentBody(SdkBytes.fromByteArray(content)));
        assertThat(attachment.attachmentStatus()).isEqualTo(AttachmentStatus.UPLOAD_COMPLETE);
        Files.write(posthorn.bucket().resolve("opt-in.png"), png(1000));
        var small = client.createRegistrationAttachment(request -> request.attachmentUrl("s3://files/opt-in.png"))
                .registrationAttachmentId();
        var registration = create(TOLL_FREE);
        var field = "messagingUseCase.optInImage";

        invalid(
                "FIELD_VALIDATION_FAILED",
                () -> client.putRegistrationFieldValue(request -> request.registrationId(registration)
                        .fieldPath(field)
                        .registrationAttachmentId(attachment.registrationAttachmentId())));
        client.putRegistrationFieldValue(
                request -> request.registrationId(registration).fieldPath(field).registrationAttachmentId(small));
        assertThat(client.describeRegistrationAttachmentsPaginator(request -> request.maxResults(1))
                        .registrationAttachments())
                .hasSize(2);
        assertThat(read(attachment.registrationAttachmentId())).isEqualTo(content);

        conflict(
                "RESOURCE_DELETION_NOT_ALLOWED",
                () -> client.deleteRegistrationAttachment(request -> request.registrationAttachmentId(small)));
        assertThat(client.deleteRegistrationAttachment(
                                request -> request.registrationAttachmentId(attachment.registrationAttachmentId()))
                        .attachmentStatus())
                .isEqualTo(AttachmentStatus.DELETED);
        invalid(
                "ATTACHMENT_TYPE_NOT_SUPPORTED",
                () -> client.createRegistrationAttachment(
                        request -> request.attachmentBody(SdkBytes.fromUtf8String("hello"))));
        invalid(
                "RESOURCE_NOT_ACCESSIBLE",
                () -> client.createRegistrationAttachment(request -> request.attachmentUrl("s3://files/none.png")));
        invalid("MISSING_PARAMETER", () -> client.createRegistrationAttachment(request -> {}));
    }
}
