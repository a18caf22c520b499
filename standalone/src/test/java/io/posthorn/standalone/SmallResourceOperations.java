package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccountAttribute;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccountAttributeName;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.AccountLimitName;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.KeywordAction;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.KeywordInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.OptedOutNumberInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.OriginationIdentityMetadata;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.SenderIdAndCountry;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.SpendLimitName;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.VerificationChannel;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.VerificationStatus;

/** Sender ids, keywords, verified destinations, opt-outs, spend limits and what an account is told about itself. */
abstract class SmallResourceOperations extends Operations {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private static final SenderIdAndCountry ACME =
            SenderIdAndCountry.builder().senderId("ACME").isoCountryCode("DE").build();

    @Test
    void leasesSenderIdsAndPutsThemIntoPools() {
        var leased = client.requestSenderId(request -> request.senderId("ACME")
                .isoCountryCode("DE")
                .messageTypes(MessageType.TRANSACTIONAL)
                .tags(Tag.builder().key("team").value("red").build()));
        assertThat(leased.senderIdArn()).endsWith(":sender-id/ACME/DE");
        conflict(
                "RESOURCE_ALREADY_EXISTS",
                () -> client.requestSenderId(request -> request.senderId("ACME").isoCountryCode("DE")));
        invalid(
                "SENDER_ID_NOT_SUPPORTED",
                () -> client.requestSenderId(request -> request.senderId("ACME").isoCountryCode("US")));
        assertThat(client.describeSenderIds(request -> request.senderIds(ACME)).senderIds())
                .singleElement()
                .satisfies(found -> assertThat(found.registered()).isFalse());
        assertThat(client.listTagsForResource(request -> request.resourceArn(leased.senderIdArn()))
                        .tags())
                .hasSize(1);

        client.updateSenderId(
                request -> request.senderId("ACME").isoCountryCode("DE").deletionProtectionEnabled(true));
        conflict(
                "DELETION_PROTECTION_ENABLED",
                () -> client.releaseSenderId(request -> request.senderId("ACME").isoCountryCode("DE")));
        client.updateSenderId(
                request -> request.senderId("ACME").isoCountryCode("DE").deletionProtectionEnabled(false));

        var pool = client.createPool(request ->
                        request.originationIdentity("ACME").isoCountryCode("DE").messageType(MessageType.TRANSACTIONAL))
                .poolId();
        var number = Clients.simulatorNumber(client);
        client.associateOriginationIdentity(
                request -> request.poolId(pool).originationIdentity(number).isoCountryCode("US"));
        assertThat(client.listPoolOriginationIdentities(request -> request.poolId(pool))
                        .originationIdentities())
                .extracting(OriginationIdentityMetadata::originationIdentity)
                .containsExactlyInAnyOrder("ACME", number);
        client.disassociateOriginationIdentity(
                request -> request.poolId(pool).originationIdentity("ACME").isoCountryCode("DE"));
        client.releaseSenderId(request -> request.senderId("ACME").isoCountryCode("DE"));
        notFound("sender-id", () -> client.describeSenderIds(request -> request.senderIds(ACME)));
    }

    @Test
    void setsKeywordsOfNumbersAndPools() {
        var number = Clients.simulatorNumber(client);
        client.putKeyword(request -> request.originationIdentity(number)
                .keyword("JOIN")
                .keywordMessage("Welcome")
                .keywordAction(KeywordAction.OPT_IN));

        assertThat(client.describeKeywordsPaginator(
                                request -> request.originationIdentity(number).maxResults(5))
                        .keywords())
                .hasSize(12)
                .extracting(KeywordInformation::keyword)
                .contains("JOIN", "STOP", "HELP");
        conflict(
                "RESOURCE_DELETION_NOT_ALLOWED",
                () -> client.deleteKeyword(
                        request -> request.originationIdentity(number).keyword("STOP")));
        invalid(
                "INVALID_PARAMETER",
                () -> client.putKeyword(request ->
                        request.originationIdentity(number).keyword(" ").keywordMessage("x")));

        var pool = client.createPool(
                        request -> request.originationIdentity(number).messageType(MessageType.TRANSACTIONAL))
                .poolId();
        conflict(
                "PHONE_NUMBER_ASSOCIATED_TO_POOL",
                () -> client.deleteKeyword(
                        request -> request.originationIdentity(number).keyword("JOIN")));
        client.deleteKeyword(request -> request.originationIdentity(pool).keyword("join"));
        notFound(
                "keyword",
                () -> client.describeKeywords(
                        request -> request.originationIdentity(pool).keywords("JOIN")));
    }

    @Test
    void verifiesDestinationsWithTheCodeThatWasSent() {
        var number = Clients.simulatorNumber(client);
        var created =
                client.createVerifiedDestinationNumber(request -> request.destinationPhoneNumber(Clients.SUCCESS));
        var id = created.verifiedDestinationNumberId();
        assertThat(created.status()).isEqualTo(VerificationStatus.PENDING);
        conflict(
                "RESOURCE_ALREADY_EXISTS",
                () -> client.createVerifiedDestinationNumber(
                        request -> request.destinationPhoneNumber(Clients.SUCCESS)));
        conflict(
                "VERIFICATION_CODE_EXPIRED",
                () -> client.verifyDestinationNumber(
                        request -> request.verifiedDestinationNumberId(id).verificationCode("123456")));

        var messageId = client.sendDestinationNumberVerificationCode(request -> request.verifiedDestinationNumberId(id)
                        .verificationChannel(VerificationChannel.TEXT)
                        .originationIdentity(number))
                .messageId();
        var events = new FinalEvents(posthorn.bootstrapServers(), posthorn.registryUrl());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.byMessage()).containsEntry(messageId, 1));
        invalid(
                "VERIFICATION_CODE_MISMATCH",
                () -> client.verifyDestinationNumber(
                        request -> request.verifiedDestinationNumberId(id).verificationCode("wrong")));

        client.verifyDestinationNumber(
                request -> request.verifiedDestinationNumberId(id).verificationCode(code(messageId)));

        assertThat(client.describeVerifiedDestinationNumbers(
                                request -> request.destinationPhoneNumbers(Clients.SUCCESS))
                        .verifiedDestinationNumbers())
                .singleElement()
                .satisfies(found -> assertThat(found.status()).isEqualTo(VerificationStatus.VERIFIED));
        client.deleteVerifiedDestinationNumber(request -> request.verifiedDestinationNumberId(id));
        notFound(
                "verified-destination-number",
                () -> client.deleteVerifiedDestinationNumber(request -> request.verifiedDestinationNumberId(id)));
    }

    @Test
    void keepsThoseWhoOptedOut() {
        client.createOptOutList(request -> request.optOutListName("weekly"));
        conflict("RESOURCE_ALREADY_EXISTS", () -> client.createOptOutList(request -> request.optOutListName("weekly")));
        assertThat(client.describeOptOutLists(request -> request.optOutListNames("weekly"))
                        .optOutLists())
                .hasSize(1);
        assertThat(client.putOptedOutNumber(
                                request -> request.optOutListName("weekly").optedOutNumber("+12065550123"))
                        .endUserOptedOut())
                .isFalse();
        assertThat(client.describeOptedOutNumbers(request -> request.optOutListName("weekly"))
                        .optedOutNumbers())
                .extracting(OptedOutNumberInformation::optedOutNumber)
                .containsExactly("+12065550123");

        client.deleteOptedOutNumber(request -> request.optOutListName("weekly").optedOutNumber("+12065550123"));
        notFound(
                "opted-out-number",
                () -> client.describeOptedOutNumbers(
                        request -> request.optOutListName("weekly").optedOutNumbers("+12065550123")));
        client.deleteOptOutList(request -> request.optOutListName("weekly"));
        conflict(
                "RESOURCE_DELETION_NOT_ALLOWED",
                () -> client.deleteOptOutList(request -> request.optOutListName("Default")));
    }

    @Test
    void tellsAccountsAboutThemselves() {
        assertThat(client.describeAccountAttributes(request -> {}).accountAttributes())
                .filteredOn(attribute -> attribute.name() == AccountAttributeName.ACCOUNT_TIER)
                .extracting(AccountAttribute::value)
                .containsExactly("PRODUCTION");
        assertThat(client.describeAccountLimits(request -> {}).accountLimits())
                .filteredOn(limit -> limit.name() == AccountLimitName.POOLS)
                .singleElement()
                .satisfies(limit -> assertThat(limit.max()).isEqualTo(25));
    }

    @Test
    void limitsWhatIsSpent() {
        assertThat(client.setTextMessageSpendLimitOverride(request -> request.monthlyLimit(1L))
                        .monthlyLimit())
                .isOne();
        client.setMediaMessageSpendLimitOverride(request -> request.monthlyLimit(1L));
        client.setVoiceMessageSpendLimitOverride(request -> request.monthlyLimit(1L));

        assertThat(client.describeSpendLimits(request -> {}).spendLimits())
                .hasSize(3)
                .allSatisfy(limit -> {
                    assertThat(limit.overridden()).isTrue();
                    assertThat(limit.enforcedLimit()).isOne();
                    assertThat(limit.name()).isNotEqualTo(SpendLimitName.UNKNOWN_TO_SDK_VERSION);
                });
        invalid(
                "INVALID_PARAMETER",
                () -> client.setTextMessageSpendLimitOverride(request -> request.monthlyLimit(0L)));

        client.deleteTextMessageSpendLimitOverride(request -> {});
        client.deleteMediaMessageSpendLimitOverride(request -> {});
        client.deleteVoiceMessageSpendLimitOverride(request -> {});
        assertThat(client.describeSpendLimits(request -> {}).spendLimits())
                .allSatisfy(limit -> assertThat(limit.overridden()).isFalse());
    }

    /** The code a message took along, as its recipient reads it. */
    private String code(String messageId) {
        var bodies = new ArrayList<String>();
        new TopicReader(posthorn.bootstrapServers(), posthorn.registryUrl()).read(Topics.SEND_REQUESTS, request -> {
            if (messageId.equals(request.getMessageId())) {
                bodies.add(request.getMessageBody());
            }
        });
        return bodies.stream()
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow();
    }
}
