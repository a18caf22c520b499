package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.KeywordAction;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.KeywordInformation;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.MessageType;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.OriginationIdentityMetadata;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.SenderIdAndCountry;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.SpendLimitName;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.Tag;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.VerificationChannel;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.VerificationStatus;

/** Sender ids, keywords, verified destinations and spend limits, good and bad, with the AWS SDK for Java. */
class SmallResourcesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private static final SenderIdAndCountry ACME =
            SenderIdAndCountry.builder().senderId("ACME").isoCountryCode("DE").build();

    @TempDir
    static Path data;

    private static Standalone posthorn;
    private static PinpointSmsVoiceV2Client client;

    @BeforeAll
    static void start() throws UsageException {
        posthorn = Standalone.start(new StandaloneOptions(0, 0, 0, data, List.of()));
        client = Clients.of(posthorn.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        posthorn.close();
    }

    private static String conflict(ThrowingCallable call) {
        return refused(ConflictException.class, call).reasonAsString();
    }

    private static String invalid(ThrowingCallable call) {
        return refused(ValidationException.class, call).reasonAsString();
    }

    private static String notFound(ThrowingCallable call) {
        return refused(ResourceNotFoundException.class, call).resourceTypeAsString();
    }

    private static <E extends PinpointSmsVoiceV2Exception> E refused(Class<E> type, ThrowingCallable call) {
        var refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        return refused;
    }

    @Test
    void leasesSenderIdsAndPutsThemIntoPools() {
        var leased = client.requestSenderId(request -> request.senderId("ACME")
                .isoCountryCode("DE")
                .messageTypes(MessageType.TRANSACTIONAL)
                .tags(Tag.builder().key("team").value("red").build()));
        assertThat(leased.senderIdArn()).endsWith(":sender-id/ACME/DE");
        assertThat(conflict(() -> client.requestSenderId(
                        request -> request.senderId("ACME").isoCountryCode("DE"))))
                .isEqualTo("RESOURCE_ALREADY_EXISTS");
        assertThat(invalid(() -> client.requestSenderId(
                        request -> request.senderId("ACME").isoCountryCode("US"))))
                .isEqualTo("SENDER_ID_NOT_SUPPORTED");
        assertThat(client.describeSenderIds(request -> request.senderIds(ACME)).senderIds())
                .singleElement()
                .satisfies(found -> assertThat(found.registered()).isFalse());
        assertThat(client.listTagsForResource(request -> request.resourceArn(leased.senderIdArn()))
                        .tags())
                .hasSize(1);

        client.updateSenderId(
                request -> request.senderId("ACME").isoCountryCode("DE").deletionProtectionEnabled(true));
        assertThat(conflict(() -> client.releaseSenderId(
                        request -> request.senderId("ACME").isoCountryCode("DE"))))
                .isEqualTo("DELETION_PROTECTION_ENABLED");
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
        assertThat(notFound(() -> client.describeSenderIds(request -> request.senderIds(ACME))))
                .isEqualTo("sender-id");
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
        assertThat(conflict(() -> client.deleteKeyword(
                        request -> request.originationIdentity(number).keyword("STOP"))))
                .isEqualTo("RESOURCE_DELETION_NOT_ALLOWED");
        assertThat(invalid(() -> client.putKeyword(request ->
                        request.originationIdentity(number).keyword(" ").keywordMessage("x"))))
                .isEqualTo("INVALID_PARAMETER");

        var pool = client.createPool(
                        request -> request.originationIdentity(number).messageType(MessageType.TRANSACTIONAL))
                .poolId();
        assertThat(conflict(() -> client.deleteKeyword(
                        request -> request.originationIdentity(number).keyword("JOIN"))))
                .isEqualTo("PHONE_NUMBER_ASSOCIATED_TO_POOL");
        client.deleteKeyword(request -> request.originationIdentity(pool).keyword("join"));
        assertThat(notFound(() -> client.describeKeywords(
                        request -> request.originationIdentity(pool).keywords("JOIN"))))
                .isEqualTo("keyword");
    }

    @Test
    void verifiesDestinationsWithTheCodeThatWasSent() {
        var number = Clients.simulatorNumber(client);
        var created =
                client.createVerifiedDestinationNumber(request -> request.destinationPhoneNumber(Clients.SUCCESS));
        var id = created.verifiedDestinationNumberId();
        assertThat(created.status()).isEqualTo(VerificationStatus.PENDING);
        assertThat(conflict(() -> client.createVerifiedDestinationNumber(
                        request -> request.destinationPhoneNumber(Clients.SUCCESS))))
                .isEqualTo("RESOURCE_ALREADY_EXISTS");
        assertThat(conflict(() -> client.verifyDestinationNumber(
                        request -> request.verifiedDestinationNumberId(id).verificationCode("123456"))))
                .isEqualTo("VERIFICATION_CODE_EXPIRED");

        var messageId = client.sendDestinationNumberVerificationCode(request -> request.verifiedDestinationNumberId(id)
                        .verificationChannel(VerificationChannel.TEXT)
                        .originationIdentity(number))
                .messageId();
        var events = new FinalEvents(posthorn.bootstrapServers(), posthorn.registryUrl());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.byMessage()).containsEntry(messageId, 1));
        assertThat(invalid(() -> client.verifyDestinationNumber(
                        request -> request.verifiedDestinationNumberId(id).verificationCode("wrong"))))
                .isEqualTo("VERIFICATION_CODE_MISMATCH");

        client.verifyDestinationNumber(
                request -> request.verifiedDestinationNumberId(id).verificationCode(code(messageId)));

        assertThat(client.describeVerifiedDestinationNumbers(
                                request -> request.destinationPhoneNumbers(Clients.SUCCESS))
                        .verifiedDestinationNumbers())
                .singleElement()
                .satisfies(found -> assertThat(found.status()).isEqualTo(VerificationStatus.VERIFIED));
        assertThat(conflict(() ->
                        client.deleteVerifiedDestinationNumber(request -> request.verifiedDestinationNumberId(id))))
                .isEqualTo("RESOURCE_DELETION_NOT_ALLOWED");
        assertThat(notFound(() -> client.deleteVerifiedDestinationNumber(
                        request -> request.verifiedDestinationNumberId("verified-nowhere"))))
                .isEqualTo("verified-destination-number");
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
        assertThat(invalid(() -> client.setTextMessageSpendLimitOverride(request -> request.monthlyLimit(0L))))
                .isEqualTo("INVALID_PARAMETER");

        client.deleteTextMessageSpendLimitOverride(request -> {});
        client.deleteMediaMessageSpendLimitOverride(request -> {});
        client.deleteVoiceMessageSpendLimitOverride(request -> {});
        assertThat(client.describeSpendLimits(request -> {}).spendLimits())
                .allSatisfy(limit -> assertThat(limit.overridden()).isFalse());
    }

    /** The code a message took along, as its recipient reads it. */
    private static String code(String messageId) {
        return sendRequest(messageId)
                .map(SendRequest::getMessageBody)
                .map(CODE::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group())
                .orElseThrow();
    }

    private static Optional<SendRequest> sendRequest(String messageId) {
        var clients = new KafkaClients(new KafkaProperties(
                posthorn.bootstrapServers(),
                posthorn.registryUrl(),
                "io.posthorn.serde.AvroSerializer",
                "io.posthorn.serde.AvroDeserializer",
                Map.of(),
                1,
                1,
                (short) -1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)));
        var codec = clients.codec();
        try (var consumer = clients.freeConsumer()) {
            var partitions = consumer.partitionsFor(Topics.SEND_REQUESTS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var each : consumer.poll(Duration.ofMillis(200))) {
                    var request = codec.decode(Topics.SEND_REQUESTS, each.value());
                    if (messageId.equals(request.getMessageId())) {
                        return Optional.of(request);
                    }
                }
            }
            return Optional.empty();
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException("a request cannot be read", unreadable);
        }
    }
}
