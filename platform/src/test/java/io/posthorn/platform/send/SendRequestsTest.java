package io.posthorn.platform.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.send.SendRequests.Read;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SendRequestsTest {
    private static final String ACCOUNT = "123456789012";
    private static final String DESTINATION = "+14254147755";
    private static final String REGION = "eu-west-1";
    private static final Instant WRITTEN_AT = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(Channel channel) {
        var text = channel == Channel.TEXT;
        var order = new SendOrder(
                new Scope(new AccountId(ACCOUNT), "us-east-1"),
                UUID.randomUUID(),
                channel,
                new PhoneNumber(DESTINATION),
                "pool-1",
                channel == Channel.MEDIA ? "" : "Hello",
                text ? MessageType.PROMOTIONAL : null,
                text ? "KEY" : null,
                "set",
                new BigDecimal("2.50"),
                Duration.ofSeconds(60),
                Map.of("a", "b"),
                text ? Map.of("IN_ENTITY_ID", "1") : Map.of(),
                "protect-1",
                true,
                channel == Channel.MEDIA ? List.of("s3://bucket/picture.png") : List.of(),
                WRITTEN_AT.minusSeconds(1));

        assertThat(read(SendRequests.toRecord(order))).isEqualTo(new Read.Order(order));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        var order = order(request());

        assertThat(order.scope()).isEqualTo(new Scope(new AccountId(ACCOUNT), REGION));
        assertThat(order.channel()).isEqualTo(Channel.TEXT);
        assertThat(order.timeToLive()).isEqualTo(Duration.ofHours(72));
        assertThat(order.requestedAt()).isEqualTo(WRITTEN_AT);
        assertThat(order.body()).isEqualTo("Hello");
    }

    @ParameterizedTest(name = "value {0}, header {1}, key {2}: account {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "111111111111, 222222222222, 333333333333/+14254147755, 111111111111",
                "-, 222222222222, 333333333333/+14254147755, 222222222222",
                "-, -, 333333333333/+14254147755, 333333333333",
                "-, -, 333333333333/, 333333333333",
                // what is wrong is not made good by what comes after
                "1, 222222222222, 333333333333/+14254147755, -",
                "-, x, 333333333333/+14254147755, -",
                "-, -, x/+14254147755, -",
                "-, -, 333333333333, -",
                "-, -, '', -"
            })
    void takesTheAccountFromTheNearest(
            @Nullable String value, @Nullable String header, String key, @Nullable String account) {
        var request = request().setAccountId(value).build();
        var headers = new RecordHeaders();
        if (header != null) {
            headers.add(SendRequests.ACCOUNT_HEADER, header.getBytes(StandardCharsets.UTF_8));
        }

        var read = SendRequests.read(inbound(key, request, headers), REGION);

        if (account == null) {
            assertThat(read).isInstanceOf(Read.Unattributable.class);
        } else {
            assertThat(((Read.Order) read).order().scope().account()).isEqualTo(new AccountId(account));
        }
    }

    @ParameterizedTest(name = "region {0}, destination {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {"US EAST, +14254147755, region", "-, '', destinationPhoneNumber", "-, '  ', destinationPhoneNumber"
            })
    void cannotTellAnybodyWithoutScopeAndDestination(@Nullable String region, String destination, String field) {
        var read = read(request()
                .setRegion(region)
                .setDestinationPhoneNumber(destination)
                .build());

        assertThat(read)
                .isInstanceOfSatisfying(
                        Read.Unattributable.class,
                        unattributable -> assertThat(unattributable.field()).isEqualTo(field));
        assertThat(read(request().setDestinationPhoneNumber("1".repeat(65)).build()))
                .isInstanceOf(Read.Unattributable.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"4254147755x", "+1", "+1 425 414 7755", "+12345678901234567890", "0123456", "me"})
    void tellsOfDestinationsThatAreNoPhoneNumbers(String destination) {
        assertThat(malformed(request().setDestinationPhoneNumber(destination)))
                .returns("destinationPhoneNumber", Malformed::field)
                .returns(Refusal.DESTINATION_INVALID, Malformed::reason)
                .returns(destination, Malformed::destination);
    }

    private static Stream<Arguments> rules() {
        return Stream.of(
                broken("messageId", request -> request.setMessageId("1-1-1-1-1")),
                broken("originationIdentity", request -> request.setOriginationIdentity("")),
                broken("originationIdentity", request -> request.setOriginationIdentity("a b")),
                broken("originationIdentity", request -> request.setOriginationIdentity("x".repeat(257))),
                right(request -> request.setOriginationIdentity("x".repeat(256))),
                broken("messageBody", request -> request.setMessageBody("")),
                broken("messageBody", request -> request.setMessageBody(" \n ")),
                broken("messageBody", request -> request.setMessageBody("x".repeat(1601))),
                right(request -> request.setMessageBody("x".repeat(1600))),
                right(request -> request.setMessageBody("\uD83D\uDE00".repeat(1600))),
                right(request -> request.setMessageBody(null)),
                broken("keyword", request -> request.setKeyword("x".repeat(31))),
                right(request -> request.setKeyword("x".repeat(30))),
                broken("configurationSetName", request -> request.setConfigurationSetName("a b")),
                broken("maxPrice", request -> request.setMaxPrice("1")),
                broken("maxPrice", request -> request.setMaxPrice("-1.00")),
                broken("maxPrice", request -> request.setMaxPrice("100.00")),
                broken("maxPrice", request -> request.setMaxPrice("1.000001")),
                right(request -> request.setMaxPrice("99.99999")),
                right(request -> request.setMaxPrice(".5")),
                broken("timeToLiveSeconds", request -> request.setTimeToLiveSeconds(4)),
                right(request -> request.setTimeToLiveSeconds(5)),
                right(request -> request.setTimeToLiveSeconds(259_200)),
                broken("timeToLiveSeconds", request -> request.setTimeToLiveSeconds(259_201)),
                right(request -> request.setContext(entries(5, 800))),
                broken("context", request -> request.setContext(entries(6, 1))),
                broken("context", request -> request.setContext(entries(1, 801))),
                broken("context", request -> request.setContext(Map.of("a b", "c"))),
                broken("context", request -> request.setContext(Map.of("x".repeat(101), "c"))),
                broken("context", request -> request.setContext(Map.of("a", ""))),
                broken(
                        "destinationCountryParameters",
                        request -> request.setDestinationCountryParameters(Map.of("XX", "1"))),
                broken("protectConfigurationId", request -> request.setProtectConfigurationId("a b")),
                // not part of this channel
                broken("mediaUrls", request -> request.setMediaUrls(List.of("s3://bucket/picture.png"))),
                broken("voiceId", request -> request.setVoiceId("MATTHEW")),
                broken("messageBodyTextType", request -> request.setMessageBodyTextType("TEXT")),
                // media
                broken("originationIdentity", request -> media(request).setOriginationIdentity(null)),
                right(request -> media(request).setMediaUrls(List.of("s3://bucket/picture.png"))),
                broken("mediaUrls", request -> media(request).setMediaUrls(List.of("https://bucket/picture.png"))),
                broken(
                        "mediaUrls",
                        request -> media(request)
                                .setMediaUrls(List.of("s3://bucket/picture.png", "s3://bucket/picture.png"))),
                broken("keyword", request -> media(request).setKeyword("KEY")),
                // voice
                right(request -> voice(request).setMessageBody("x".repeat(6000))),
                broken("messageBody", request -> voice(request).setMessageBody("x".repeat(6001))),
                right(request ->
                        voice(request).setMaxPrice("0.10").setVoiceId("AMY").setMessageBodyTextType("SSML")),
                broken("voiceId", request -> voice(request).setVoiceId("HAL")),
                broken("messageBodyTextType", request -> voice(request).setMessageBodyTextType("HTML")));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("rules")
    void keepsTheRulesOfTheApi(@Nullable String brokenField, Consumer<SendRequest.Builder> change) {
        var request = request();
        change.accept(request);

        if (brokenField == null) {
            assertThat(read(request.build())).isInstanceOf(Read.Order.class);
        } else {
            assertThat(malformed(request))
                    .returns(brokenField, Malformed::field)
                    .returns(Refusal.REQUEST_MALFORMED, Malformed::reason)
                    .satisfies(malformed -> assertThat(malformed.rule()).isNotBlank());
        }
    }

    @Test
    void sendsEventsOfMalformedRequestsToTheConfigurationSetTheyName() {
        assertThat(malformed(request().setMaxPrice("1").setConfigurationSetName("set"))
                        .configurationSet())
                .isEqualTo("set");
        assertThat(malformed(request().setMaxPrice("1").setConfigurationSetName("a b"))
                        .configurationSet())
                .isNull();
    }

    @Test
    void takesTheProducersMessageId() {
        var id = "9DD1C1D3-154f-aa8b-1be9-52782de4bb4d";

        assertThat(order(request().setMessageId(id)).messageId()).isEqualTo(UUID.fromString(id));
    }

    @Test
    void derivesTheMessageIdFromKeyAndValue() {
        var id = idOf("123456789012/+1", "Hello");

        assertThat(idOf("123456789012/+1", "Hello")).isEqualTo(id);
        assertThat(idOf("123456789012/+2", "Hello")).isNotEqualTo(id);
        assertThat(idOf("123456789012/+1", "Hello!")).isNotEqualTo(id);
        assertThat(malformed(request().setMessageId("none")).messageId()).isNotNull();
    }

    @Test
    void doesNotLetATimeInTheFutureLengthenTheTimeToLive() {
        assertThat(order(request().setRequestedAt(WRITTEN_AT.plusSeconds(1))).requestedAt())
                .isEqualTo(WRITTEN_AT);
        assertThat(order(request().setRequestedAt(WRITTEN_AT.minusSeconds(1))).requestedAt())
                .isEqualTo(WRITTEN_AT.minusSeconds(1));
    }

    private static Arguments broken(String field, Consumer<SendRequest.Builder> change) {
        return Arguments.of(field, change);
    }

    private static Arguments right(Consumer<SendRequest.Builder> change) {
        return Arguments.of(null, change);
    }

    private static SendRequest.Builder media(SendRequest.Builder request) {
        return request.setChannel(io.posthorn.schemas.Channel.MEDIA).setOriginationIdentity("phone-1");
    }

    private static SendRequest.Builder voice(SendRequest.Builder request) {
        return request.setChannel(io.posthorn.schemas.Channel.VOICE).setOriginationIdentity("phone-1");
    }

    private static Map<String, String> entries(int count, int length) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "x".repeat(length)));
    }

    private static SendRequest.Builder request() {
        return SendRequest.newBuilder()
                .setChannel(io.posthorn.schemas.Channel.TEXT)
                .setDestinationPhoneNumber(DESTINATION)
                .setMessageBody("Hello");
    }

    private static UUID idOf(String key, String body) {
        var read = SendRequests.read(inbound(key, request().setMessageBody(body).build(), new RecordHeaders()), REGION);
        return ((Read.Order) read).order().messageId();
    }

    private static SendOrder order(SendRequest.Builder request) {
        return ((Read.Order) read(request.build())).order();
    }

    private static Malformed malformed(SendRequest.Builder request) {
        var read = read(request.build());
        assertThat(read).isInstanceOf(Malformed.class);
        return (Malformed) read;
    }

    private static Read read(SendRequest request) {
        return SendRequests.read(inbound(ACCOUNT + "/" + DESTINATION, request, new RecordHeaders()), REGION);
    }

    private static Inbound<SendRequest> inbound(String key, SendRequest request, RecordHeaders headers) {
        return new Inbound<>(
                Topics.SEND_REQUESTS,
                0,
                0,
                key,
                request,
                WRITTEN_AT,
                headers,
                ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
