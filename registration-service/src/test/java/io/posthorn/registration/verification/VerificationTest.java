package io.posthorn.registration.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.VerificationStatus;
import io.posthorn.core.resource.VerifiedDestinationNumber;
import io.posthorn.core.send.Channel;
import io.posthorn.core.text.MessageParts;
import io.posthorn.core.text.PartCount;
import io.posthorn.registration.command.TestAccount;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationTest {
    /** A simulator destination of the United States, which a simulator number can send to. */
    private static final String DESTINATION = "+14254147755";

    private static final String GERMAN = "+4915112345678";

    private final TestAccount account = new TestAccount();

    private String create(String number) {
        return account.call(
                "CreateVerifiedDestinationNumber",
                "{'DestinationPhoneNumber':'" + number + "'}",
                "VerifiedDestinationNumberId");
    }

    private VerifiedDestinationNumber destination(String id) {
        return account.get(ResourceKind.VERIFIED_DESTINATION_NUMBER, id);
    }

    private static String sending(String id, String more) {
        return "{'VerifiedDestinationNumberId':'" + id + "','VerificationChannel':'TEXT'" + more + "}";
    }

    private static String from(String identity) {
        return ",'OriginationIdentity':'" + identity + "'";
    }

    private String codeFor(String id) {
        account.call("SendDestinationNumberVerificationCode", sending(id, ""));
        return Objects.requireNonNull(destination(id).code()).digits();
    }

    private static String telling(String id, String code) {
        return "{'VerifiedDestinationNumberId':'" + id + "','VerificationCode':'" + code + "'}";
    }

    private static String naming(String id) {
        return "{'VerifiedDestinationNumberId':'" + id + "'}";
    }

    /** A number of the account; its id. */
    private String number(String id, String country, NumberStatus status, Capability capability) {
        var simulator = account.get(ResourceKind.PHONE_NUMBER, account.requestNumber());
        account.put(new OriginationNumber(
                id,
                simulator.number(),
                status,
                country,
                Set.of(capability),
                NumberType.LONG_CODE,
                simulator.monthlyLeasingPrice(),
                simulator.settings(),
                false,
                false,
                null,
                null,
                simulator.carrier(),
                simulator.tags(),
                simulator.createdAt()));
        return id;
    }

    @Test
    void beginsWithADestination() {
        var output = account.call(
                "CreateVerifiedDestinationNumber",
                "{'DestinationPhoneNumber':'14254147755','Tags':[{'Key':'a','Value':'b'}]}");

        assertThat(output).isEqualTo(WireJson.MAPPER.readTree("""
                        {"VerifiedDestinationNumberArn": "arn:aws:sms-voice:us-east-1:111122223333:verified-destination-number/verified-00000000000000000000000000000001",
                         "VerifiedDestinationNumberId": "verified-00000000000000000000000000000001",
                         "DestinationPhoneNumber": "+14254147755", "Status": "PENDING",
                         "Tags": [{"Key": "a", "Value": "b"}], "CreatedTimestamp": 1704164645.123}
                        """));
        assertThat(account.refusalReason(
                        "CreateVerifiedDestinationNumber", "{'DestinationPhoneNumber':'" + DESTINATION + "'}"))
                .isEqualTo("Conflict RESOURCE_ALREADY_EXISTS verified-destination-number");
    }

    @Test
    void isOfNoMoreDestinationsThanTheQuota() {
        for (int i = 0; i < Quotas.DEFAULT.verifiedDestinationNumbers(); i++) {
            create("+1425555010" + i);
        }

        assertThat(account.refusalReason(
                        "CreateVerifiedDestinationNumber", "{'DestinationPhoneNumber':'" + DESTINATION + "'}"))
                .isEqualTo("Quota VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT");
    }

    @Test
    void knowsNoAgentsForRichMessages() {
        assertThat(account.refusalReason(
                        "CreateVerifiedDestinationNumber",
                        "{'DestinationPhoneNumber':'" + DESTINATION + "','RcsAgentId':'rcs-1'}"))
                .isEqualTo("NotFound rcs-agent");
    }

    @Test
    void sendsACodeAsAMessage() {
        account.call("CreateConfigurationSet", "{'ConfigurationSetName':'codes'}");
        var number = account.requestNumber();
        var id = create(DESTINATION);

        var messageId = account.call(
                "SendDestinationNumberVerificationCode",
                sending(
                        id,
                        from(number)
                                + ",'ConfigurationSetName':'codes','Context':{'who':'me'},'LanguageCode':'DE_DE',"
                                + "'DestinationCountryParameters':{'IN_ENTITY_ID':'1'}"),
                "MessageId");

        var code = Objects.requireNonNull(destination(id).code());
        assertThat(code.digits()).matches("[0-9]{6}");
        assertThat(code.validUntil()).isEqualTo(TestAccount.START.plus(Duration.ofMinutes(15)));
        assertThat(account.sends()).singleElement().satisfies(order -> {
            assertThat(order.messageId()).hasToString(messageId);
            assertThat(order.destination().value()).isEqualTo(DESTINATION);
            assertThat(order.channel()).isEqualTo(Channel.TEXT);
            assertThat(order.originationIdentity()).isEqualTo(number);
            assertThat(order.body()).isEqualTo("Ihr Bestätigungscode ist " + code.digits() + ". Er gilt 15 Minuten.");
            assertThat(order.configurationSet()).isEqualTo("codes");
            assertThat(order.context()).isEqualTo(Map.of("who", "me"));
            assertThat(order.destinationCountryParameters()).isEqualTo(Map.of("IN_ENTITY_ID", "1"));
            assertThat(order.timeToLive()).isEqualTo(Duration.ofMinutes(15));
        });
    }

    @Test
    void sendsTheFirstCodeForFree() {
        account.requestNumber();
        var id = create(DESTINATION);

        var first = account.call("SendDestinationNumberVerificationCode", sending(id, ""), "MessageId");
        account.at(TestAccount.START.plus(Duration.ofDays(30)));
        var later = account.call("SendDestinationNumberVerificationCode", sending(id, ""), "MessageId");

        assertThat(first).isNotEqualTo(later);
        assertThat(destination(id).codeMessage(first)).isEmpty();
        assertThat(destination(id).codeMessage(later))
                .map(VerifiedDestinationNumber.CodeMessage::free)
                .contains(false);
    }

    @Test
    void remembersTheMessagesOfTheDay() {
        account.requestNumber();
        var id = create(DESTINATION);

        var first = account.call("SendDestinationNumberVerificationCode", sending(id, ""), "MessageId");
        var second = account.call("SendDestinationNumberVerificationCode", sending(id, ""), "MessageId");

        assertThat(destination(id).codeMessage(first))
                .map(VerifiedDestinationNumber.CodeMessage::free)
                .contains(true);
        assertThat(destination(id).codeMessage(second))
                .map(VerifiedDestinationNumber.CodeMessage::free)
                .contains(false);
    }

    @Test
    void speaksTheDigitsOneByOne() {
        number("phone-voice", "US", NumberStatus.ACTIVE, Capability.VOICE);
        var id = create("+12065550100");

        account.call(
                "SendDestinationNumberVerificationCode",
                "{'VerifiedDestinationNumberId':'" + id + "','VerificationChannel':'VOICE'}");

        var order = account.sends().getFirst();
        assertThat(order.channel()).isEqualTo(Channel.VOICE);
        assertThat(order.originationIdentity()).isEqualTo("phone-voice");
        assertThat(order.body()).containsPattern("[0-9], [0-9], [0-9], [0-9], [0-9], [0-9]\\.");
    }

    @ParameterizedTest
    @EnumSource(LanguageCode.class)
    void sendsOneMessagePartInEveryLanguage(LanguageCode language) {
        var text = CodeTexts.of(language, VerificationChannel.TEXT, "123456");

        assertThat(text).contains("123456").doesNotContain("{");
        assertThat(MessageParts.count(text))
                .isInstanceOfSatisfying(
                        PartCount.Fits.class, fits -> assertThat(fits.parts()).isOne());
    }

    @Test
    void sendsNoMoreCodesADayThanTheQuota() {
        account.requestNumber();
        var id = create(DESTINATION);
        for (int i = 0; i < Quotas.DEFAULT.verificationCodesPerDay(); i++) {
            codeFor(id);
        }

        assertThat(account.refusalReason("SendDestinationNumberVerificationCode", sending(id, "")))
                .isEqualTo("Quota VERIFICATION_ATTEMPTS_PER_DAY");
        account.at(TestAccount.START.plus(Duration.ofDays(1)));
        codeFor(id);
    }

    @Test
    void endsWithTheRightCode() {
        account.requestNumber();
        var id = create(DESTINATION);
        var code = codeFor(id);

        var output = account.call("VerifyDestinationNumber", telling(id, code));

        assertThat(output.required("Status").asString()).isEqualTo("VERIFIED");
        assertThat(destination(id).status()).isEqualTo(VerificationStatus.VERIFIED);
        assertThat(account.refusalReason("VerifyDestinationNumber", telling(id, code)))
                .isEqualTo("Conflict VERIFICATION_ALREADY_COMPLETE verified-destination-number");
        assertThat(account.refusalReason("SendDestinationNumberVerificationCode", sending(id, "")))
                .isEqualTo("Conflict VERIFICATION_ALREADY_COMPLETE verified-destination-number");
    }

    @Test
    void takesTheNewestCodeOnly() {
        account.requestNumber();
        var id = create(DESTINATION);
        var first = codeFor(id);
        var second = codeFor(id);

        assertThat(account.refusalReason("VerifyDestinationNumber", telling(id, first)))
                .isEqualTo("Validation VERIFICATION_CODE_MISMATCH");
        account.call("VerifyDestinationNumber", telling(id, second));
    }

    @ParameterizedTest(name = "after {0} seconds: {1}")
    @CsvSource({"899, true", "900, false"})
    void takesACodeForFifteenMinutes(long seconds, boolean taken) {
        account.requestNumber();
        var id = create(DESTINATION);
        var code = codeFor(id);

        account.at(TestAccount.START.plusSeconds(seconds));

        if (taken) {
            account.call("VerifyDestinationNumber", telling(id, code));
        } else {
            assertThat(account.refusalReason("VerifyDestinationNumber", telling(id, code)))
                    .isEqualTo("Conflict VERIFICATION_CODE_EXPIRED verified-destination-number");
        }
    }

    @Test
    void takesNoCodeAfterFiveWrongOnes() {
        account.requestNumber();
        var id = create(DESTINATION);
        var code = codeFor(id);
        for (int i = 0; i < VerifyDestinationNumber.TRIES; i++) {
            assertThat(account.refusalReason("VerifyDestinationNumber", telling(id, "wrong")))
                    .isEqualTo("Validation VERIFICATION_CODE_MISMATCH");
        }

        assertThat(account.refusalReason("VerifyDestinationNumber", telling(id, code)))
                .isEqualTo("Conflict VERIFICATION_CODE_EXPIRED verified-destination-number");
        account.call("VerifyDestinationNumber", telling(id, codeFor(id)));
    }

    @Test
    void takesNoCodeBeforeOneWasSent() {
        assertThat(account.refusalReason("VerifyDestinationNumber", telling(create(DESTINATION), "123456")))
                .isEqualTo("Conflict VERIFICATION_CODE_EXPIRED verified-destination-number");
    }

    @Test
    void keepsADestinationForADay() {
        var id = create(DESTINATION);

        account.at(TestAccount.START.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(account.refusalReason("DeleteVerifiedDestinationNumber", naming(id)))
                .isEqualTo("Conflict RESOURCE_DELETION_NOT_ALLOWED verified-destination-number");
        account.at(TestAccount.START.plus(Duration.ofHours(24)));
        assertThat(account.call("DeleteVerifiedDestinationNumber", naming(id), "DestinationPhoneNumber"))
                .isEqualTo(DESTINATION);

        assertThat(account.resources().all(ResourceKind.VERIFIED_DESTINATION_NUMBER))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SendDestinationNumberVerificationCode, ',''VerificationChannel'':''TEXT'''",
        "VerifyDestinationNumber, ',''VerificationCode'':''1'''",
        "DeleteVerifiedDestinationNumber, ''"
    })
    void isAboutADestinationThatIsThere(String operation, String more) {
        assertThat(account.refusalReason(operation, "{'VerifiedDestinationNumberId':'verified-1'" + more + "}"))
                .isEqualTo("NotFound verified-destination-number");
    }

    @Test
    void needsSomebodyToSendTheCode() {
        account.requestNumber();

        assertThat(account.refusalReason("SendDestinationNumberVerificationCode", sending(create(GERMAN), "")))
                .isEqualTo("Conflict NO_ORIGINATION_IDENTITIES_FOUND account");
    }

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "phone-pending, Conflict RESOURCE_NOT_ACTIVE phone-number",
        "phone-mute, Conflict NUMBER_CAPABILITIES_MISMATCH phone-number",
        "phone-us, Validation INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
        "phone-none, NotFound phone-number",
        "NOBODY, NotFound sender-id",
        "FRENCH, Validation INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
        "phone-de, ",
        "GERMAN, "
    })
    void namesWhatIsWrongWithTheSender(String identity, String refusal) {
        number("phone-pending", "DE", NumberStatus.PENDING, Capability.SMS);
        number("phone-mute", "DE", NumberStatus.ACTIVE, Capability.VOICE);
        number("phone-us", "US", NumberStatus.ACTIVE, Capability.SMS);
        number("phone-de", "DE", NumberStatus.ACTIVE, Capability.SMS);
        account.call("RequestSenderId", "{'SenderId':'GERMAN','IsoCountryCode':'DE'}");
        account.call("RequestSenderId", "{'SenderId':'FRENCH','IsoCountryCode':'FR'}");
        var input = sending(create(GERMAN), from(identity));

        if (refusal == null) {
            account.call("SendDestinationNumberVerificationCode", input);
        } else {
            assertThat(account.refusalReason("SendDestinationNumberVerificationCode", input))
                    .isEqualTo(refusal);
        }
    }

    @Test
    void doesNotSpeakFromASenderId() {
        account.call("RequestSenderId", "{'SenderId':'GERMAN','IsoCountryCode':'DE'}");

        assertThat(account.refusalReason(
                        "SendDestinationNumberVerificationCode",
                        "{'VerifiedDestinationNumberId':'" + create(GERMAN) + "','VerificationChannel':'VOICE'"
                                + from("GERMAN") + "}"))
                .isEqualTo("Validation VOICE_CAPABILITY_NOT_AVAILABLE");
    }

    @Test
    void comesFromASenderIdWhereThereIsNoNumber() {
        account.call("RequestSenderId", "{'SenderId':'GERMAN','IsoCountryCode':'DE'}");

        account.call("SendDestinationNumberVerificationCode", sending(create(GERMAN), ""));

        assertThat(account.sends().getFirst().originationIdentity())
                .isEqualTo("arn:aws:sms-voice:us-east-1:111122223333:sender-id/GERMAN/DE");
    }

    @Test
    void comesFromAPoolWithSomebodyWhoCanSend() {
        var pool = account.createPool(account.requestNumber());

        account.call("SendDestinationNumberVerificationCode", sending(create(DESTINATION), from(pool)));
        assertThat(account.sends().getFirst().originationIdentity()).isEqualTo(pool);
        assertThat(account.refusalReason("SendDestinationNumberVerificationCode", sending(create(GERMAN), from(pool))))
                .isEqualTo("Validation INVALID_IDENTITY_FOR_DESTINATION_COUNTRY");
    }

    @Test
    void knowsItsConfigurationSet() {
        account.requestNumber();

        assertThat(account.refusalReason(
                        "SendDestinationNumberVerificationCode",
                        sending(create(DESTINATION), ",'ConfigurationSetName':'nowhere'")))
                .isEqualTo("NotFound configuration-set");
    }
}
