package io.posthorn.registration.form;

import static io.posthorn.registration.form.Registrations.BRAND;
import static io.posthorn.registration.form.Registrations.CAMPAIGN;
import static io.posthorn.registration.form.Registrations.LONG_CODE;
import static io.posthorn.registration.form.Registrations.SENDER_ID;
import static io.posthorn.registration.form.Registrations.SINGAPORE;
import static io.posthorn.registration.form.Registrations.TOLL_FREE;
import static io.posthorn.registration.form.Registrations.VETTING;
import static io.posthorn.registration.form.Registrations.association;
import static io.posthorn.registration.form.Registrations.id;
import static io.posthorn.registration.form.Registrations.review;
import static io.posthorn.registration.form.Registrations.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.TestAccount;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What registrations are about, in which order, and what that means for numbers and sender ids. */
class AssociationTest {
    private final Registrations registrations = new Registrations();
    private final TestAccount account = registrations.account;

    private String refusal(String registration, String resource) {
        return account.refusalReason("CreateRegistrationAssociation", association(registration, resource));
    }

    private String tollFree(String number) {
        var registration = registrations.create(TOLL_FREE);
        registrations.associate(registration, number);
        registrations.fillIn(registration);
        registrations.submit(registration);
        return registration;
    }

    @Test
    void putsATollFreeNumberIntoUseOnceApproved() {
        var number = registrations.lease("0001", NumberType.TOLL_FREE, "US");
        var registration = registrations.create(TOLL_FREE);
        registrations.fillIn(registration);
        assertThat(account.refusalReason("SubmitRegistrationVersion", id(registration)))
                .isEqualTo("Validation INVALID_REGISTRATION_ASSOCIATION");

        var answer = account.call("CreateRegistrationAssociation", association(registration, number));

        assertThat(answer.required("ResourceType").asString()).isEqualTo("TOLL_FREE");
        assertThat(answer.required("PhoneNumber").asString()).isEqualTo("+18005550001");
        assertThat(answer.required("IsoCountryCode").asString()).isEqualTo("US");
        assertThat(answer.required("ResourceArn").asString())
                .isEqualTo("arn:aws:sms-voice:us-east-1:111122223333:phone-number/" + number);
        assertThat(registrations.number(number).registrationId()).isEqualTo(registration);
        assertThat(registrations.number(number).status()).isEqualTo(NumberStatus.PENDING);
        registrations.submit(registration);
        registrations.approve(registration);
        assertThat(registrations.number(number).status()).isEqualTo(NumberStatus.ACTIVE);

        account.call("ReviewRegistrationVersion", review(registration, "REVOKE", ""));
        assertThat(registrations.number(number).status()).isEqualTo(NumberStatus.PENDING);
    }

    @Test
    void leavesANumberPendingThatIsNotApproved() {
        var number = registrations.lease("0001", NumberType.TOLL_FREE, "US");
        var registration = tollFree(number);

        account.call(
                "ReviewRegistrationVersion",
                review(registration, "REQUIRE_UPDATES", ",'Reasons':[{'Reason':'INVALID_URL'}]"));

        assertThat(registrations.number(number).status()).isEqualTo(NumberStatus.PENDING);
        assertThat(registrations.number(number).registrationId()).isEqualTo(registration);
    }

    @Test
    void closesATollFreeRegistrationWithItsNumber() {
        var number = registrations.lease("0001", NumberType.TOLL_FREE, "US");
        var registration = tollFree(number);
        registrations.approve(registration);
        assertThat(account.refusalReason("DeleteRegistration", id(registration)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED registration");

        account.call("ReleasePhoneNumber", "{'PhoneNumberId':'" + number + "'}");

        assertThat(registrations.get(registration).status()).isEqualTo(RegistrationStatus.CLOSED);
        assertThat(registrations.get(registration).links()).isEmpty();
        account.call("DeleteRegistration", id(registration));
    }

    @Test
    void letsANumberGoThatWasNeverApproved() {
        var number = registrations.lease("0001", NumberType.TOLL_FREE, "US");
        var registration = registrations.create(TOLL_FREE);
        registrations.associate(registration, number);

        account.call("DeleteRegistration", id(registration));

        assertThat(registrations.number(number).registrationId()).isNull();
    }

    @Test
    void wantsTheBrandBeforeVettingAndCampaign() {
        var brand = registrations.create(BRAND);
        var vetting = registrations.create(VETTING);
        var campaign = registrations.create(CAMPAIGN);
        assertThat(refusal(vetting, brand)).isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
        assertThat(refusal(campaign, brand)).isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
        registrations.fillIn(brand);
        registrations.submit(brand);
        registrations.approve(brand);

        registrations.associate(vetting, brand);
        registrations.submit(vetting);
        registrations.associate(campaign, brand);
        registrations.fillIn(campaign);
        registrations.submit(campaign);

        assertThat(registrations.get(vetting).status()).isEqualTo(RegistrationStatus.SUBMITTED);
        assertThat(registrations.get(campaign).links()).containsExactly(new RegistrationLink("registration", brand));
        assertThat(account.refusalReason("DeleteRegistration", id(brand)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED registration");
    }

    @Test
    void wantsTheBrandStillInForceWhenTheCampaignIsSubmitted() {
        var brand = registrations.complete(BRAND);
        var campaign = registrations.campaign(brand);
        account.call("ReviewRegistrationVersion", review(brand, "REVOKE", ""));

        assertThat(account.refusalReason("SubmitRegistrationVersion", id(campaign)))
                .isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
    }

    @Test
    void addsNumbersToACampaignOnceItIsComplete() {
        var campaign = registrations.campaign(registrations.complete(BRAND));
        var number = registrations.lease("0001", NumberType.TEN_DLC, "US");
        assertThat(refusal(campaign, number)).isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
        registrations.submit(campaign);
        registrations.approve(campaign);

        registrations.associate(campaign, number);

        assertThat(registrations.number(number).status()).isEqualTo(NumberStatus.ACTIVE);
        assertThat(registrations.number(number).registrationId()).isEqualTo(campaign);
        assertThat(refusal(campaign, number)).isEqualTo("Conflict RESOURCE_ALREADY_ASSOCIATED phone-number");
        assertThat(account.refusalReason("DeleteRegistration", id(campaign)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED registration");
        account.call("ReleasePhoneNumber", "{'PhoneNumberId':'" + number + "'}");
        assertThat(registrations.get(campaign).status()).isEqualTo(RegistrationStatus.COMPLETE);
        account.call("DeleteRegistration", id(campaign));
    }

    @Test
    void leasesANumberForACampaignThatIsComplete() {
        var campaign = registrations.campaign(registrations.complete(BRAND));
        account.with(
                new NumberOffer.Offered(new PhoneNumber("+12065550100"), "acme", null, BigDecimal.ONE, true, true));
        var request = "{'IsoCountryCode':'US','MessageType':'TRANSACTIONAL','NumberCapabilities':['SMS'],"
                + "'NumberType':'TEN_DLC','RegistrationId':'" + campaign + "'}";
        assertThat(account.refusalReason("RequestPhoneNumber", request))
                .isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
        registrations.submit(campaign);
        registrations.approve(campaign);

        var answer = account.call("RequestPhoneNumber", request);

        assertThat(answer.required("Status").asString()).isEqualTo("ACTIVE");
        assertThat(answer.required("RegistrationId").asString()).isEqualTo(campaign);
        assertThat(registrations
                        .number(answer.required("PhoneNumberId").asString())
                        .registrationId())
                .isEqualTo(campaign);
        assertThat(registrations.get(campaign).links()).hasSize(2);
    }

    @Test
    void keepsToTenCampaignsForABrandAndFortyNineNumbersForACampaign() {
        var brand = registrations.complete(BRAND);
        for (int i = 0; i < 10; i++) {
            registrations.campaign(brand);
        }
        assertThat(refusal(registrations.create(CAMPAIGN), brand)).isEqualTo("Quota ASSOCIATIONS_PER_REGISTRATION");
        var campaign = registrations.campaign(registrations.complete(BRAND));
        registrations.submit(campaign);
        registrations.approve(campaign);
        for (int i = 0; i < 49; i++) {
            registrations.associate(campaign, registrations.lease("%04d".formatted(i), NumberType.TEN_DLC, "US"));
        }

        assertThat(refusal(campaign, registrations.lease("9999", NumberType.TEN_DLC, "US")))
                .isEqualTo("Quota PHONE_NUMBERS_PER_REGISTRATION");
    }

    @Test
    void givesANumberToOneRegistrationOnly() {
        var number = registrations.lease("0001", NumberType.TOLL_FREE, "US");
        registrations.associate(registrations.create(TOLL_FREE), number);

        assertThat(refusal(registrations.create(TOLL_FREE), number))
                .isEqualTo("Conflict PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION phone-number");
    }

    @Test
    void givesATollFreeRegistrationOneNumberOnly() {
        var registration = registrations.create(TOLL_FREE);
        registrations.associate(registration, registrations.lease("0001", NumberType.TOLL_FREE, "US"));

        assertThat(refusal(registration, registrations.lease("0002", NumberType.TOLL_FREE, "US")))
                .isEqualTo("Quota PHONE_NUMBERS_PER_REGISTRATION");
    }

    @ParameterizedTest
    @CsvSource({
        "US_TOLL_FREE_REGISTRATION, TEN_DLC, US",
        "US_TOLL_FREE_REGISTRATION, TOLL_FREE, CA",
        "US_TEN_DLC_BRAND_REGISTRATION, TEN_DLC, US",
        "LONG_CODE_REGISTRATION, SHORT_CODE, GB"
    })
    void isAboutNothingElse(String type, NumberType numberType, String country) {
        assertThat(refusal(registrations.create(type), registrations.lease("0001", numberType, country)))
                .isEqualTo("Validation INVALID_REGISTRATION_ASSOCIATION");
    }

    @Test
    void isNotChangedWhileItIsReviewed() {
        var registration = registrations.create(LONG_CODE);
        registrations.associate(registration, registrations.lease("0001", NumberType.LONG_CODE, "GB"));
        registrations.fillIn(registration);
        registrations.submit(registration);

        assertThat(refusal(registration, registrations.lease("0002", NumberType.LONG_CODE, "GB")))
                .isEqualTo("Conflict RESOURCE_MODIFICATION_NOT_ALLOWED registration");
    }

    @Test
    void registersTheSenderIdItsFormNames() {
        var senderId = registrations.hold("EXAMPLECO", "SG");
        var other = registrations.hold("EXAMPLECO", "GB");
        var registration = registrations.create(SINGAPORE);
        assertThat(refusal(registration, senderId)).isEqualTo("Conflict REGISTRATION_NOT_COMPLETE registration");
        registrations.fillIn(registration);
        registrations.submit(registration);
        assertThat(registrations.senderId(senderId).registered()).isFalse();

        registrations.approve(registration);

        assertThat(registrations.senderId(senderId).registered()).isTrue();
        assertThat(registrations.senderId(senderId).registrationId()).isEqualTo(registration);
        assertThat(registrations.senderId(other).registered()).isFalse();
        assertThat(registrations.get(registration).links())
                .containsExactly(new RegistrationLink("sender-id", senderId));
        account.call("ReviewRegistrationVersion", review(registration, "REVOKE", ""));
        assertThat(registrations.senderId(senderId).registered()).isFalse();
        account.call("DeleteRegistration", id(registration));
        assertThat(registrations.senderId(senderId).registrationId()).isNull();
    }

    @Test
    void registersASenderIdThatIsHeldLater() {
        var registration = registrations.create(SENDER_ID);
        registrations.fillIn(registration);
        registrations.put(text(registration, "senderIdInfo.isoCountryCode", "GB"));
        registrations.submit(registration);
        registrations.approve(registration);
        var senderId = registrations.hold("EXAMPLECO", "GB");
        assertThat(Associations.inForceFor(account.resources(), registrations.senderId(senderId)))
                .map(found -> found.id())
                .contains(registration);
        assertThat(refusal(registration, registrations.hold("OTHERCO", "GB")))
                .isEqualTo("Validation INVALID_REGISTRATION_ASSOCIATION");

        registrations.associate(registration, account.resources().arnOf(registrations.senderId(senderId)));

        assertThat(registrations.senderId(senderId).registered()).isTrue();
    }

    @Test
    void leasesASenderIdAsRegisteredThatWasApprovedBefore() {
        var registration = registrations.complete(SINGAPORE);

        account.call("RequestSenderId", "{'SenderId':'EXAMPLECO','IsoCountryCode':'SG'}");

        assertThat(registrations.senderId("EXAMPLECO/SG").registered()).isTrue();
        assertThat(registrations.senderId("EXAMPLECO/SG").registrationId()).isEqualTo(registration);
        assertThat(registrations.get(registration).links()).hasSize(1);
        account.call("ReleaseSenderId", "{'SenderId':'EXAMPLECO','IsoCountryCode':'SG'}");
        assertThat(registrations.get(registration).links()).isEmpty();
    }

    @Test
    void forgetsWhatIsGone() {
        var number = registrations.lease("0001", NumberType.LONG_CODE, "GB");
        var registration = registrations.create(LONG_CODE);
        registrations.associate(registration, number);

        account.call("ReleasePhoneNumber", "{'PhoneNumberId':'" + number + "'}");

        assertThat(registrations.get(registration).links()).isEmpty();
        assertThat(registrations.get(registration).status()).isEqualTo(RegistrationStatus.CREATED);
        assertThat(account.resources().all(ResourceKind.PHONE_NUMBER)).isEmpty();
    }
}
