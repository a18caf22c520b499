package io.posthorn.routing;

import static io.posthorn.routing.SampleAccount.ACCOUNT;
import static io.posthorn.routing.SampleAccount.NO_SUCCESS;
import static io.posthorn.routing.SampleAccount.NUMBER;
import static io.posthorn.routing.SampleAccount.SCOPE;
import static io.posthorn.routing.SampleAccount.US_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.price.Price;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.platform.call.CallView;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.platform.spend.SpendView;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.routing.keyword.KeywordMeters;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.SpendTotal;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingProcessorTest {
    /** Records of the harness are written at the epoch. */
    private static final Instant NOW = Instant.EPOCH;

    private static final String KEY = ACCOUNT + "/" + US_SUCCESS;

    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SpentElsewhere elsewhere = new SpentElsewhere();
    private final CalledElsewhere callsElsewhere = new CalledElsewhere();
    private Price price = Price.NOTHING;
    private AccountStatus status = AccountStatus.ACTIVE;
    private final ManualClock clock = new ManualClock(NOW);
    private final StageHarness<RoutingProcessor> harness = harness();

    @BeforeEach
    void accountHasResources() {
        resources.putLater(SCOPE, SampleAccount.resources());
    }

    private StageHarness<RoutingProcessor> harness() {
        var facts = new RoutingFacts(
                account -> new AccountProfile(
                        account,
                        AccountTier.PRODUCTION,
                        Quotas.DEFAULT,
                        RoutingFacts.TRUSTED.of(account).maxMonthlySpend(),
                        status),
                (channel, country, route) -> price,
                RoutingFacts.NOT_COUNTED,
                RoutingFacts.CALLS_NOT_COUNTED,
                RoutingFacts.NONE.connections(),
                RoutingFacts.NONE.templates(),
                RoutingFacts.NONE.media(),
                RoutingFacts.NONE.health());
        var routing = new Routing(
                facts,
                elsewhere,
                callsElsewhere,
                resources,
                new RoutingMeters(meters),
                new KeywordMeters(meters),
                clock,
                "us-east-1");
        return StageHarness.of(RoutingProcessor.stage(routing));
    }

    /** What other partitions have told of. */
    private static final class CalledElsewhere implements CallView {
        private int calls;

        @Override
        public int within(Scope scope, Duration period) {
            return calls;
        }

        @Override
        public int elsewhere(int partition, Scope scope, Duration period) {
            return calls;
        }
    }

    /** What other partitions have told of. */
    private static final class SpentElsewhere implements SpendView {
        private BigDecimal amount = BigDecimal.ZERO;

        @Override
        public BigDecimal spent(Scope scope, io.posthorn.core.send.Channel channel) {
            return amount;
        }

        @Override
        public BigDecimal spentElsewhere(int partition, Scope scope, io.posthorn.core.send.Channel channel) {
            return amount;
        }
    }

    private void messagesCost(String dollars) {
        price = new Price(new BigDecimal(dollars), BigDecimal.ZERO);
    }

    private void accountMaySpend(long dollars) {
        resources.putLater(SCOPE, new SpendLimitOverride(io.posthorn.core.send.Channel.TEXT, dollars));
    }

    private void sendText() {
        harness.send(
                Topics.SEND_REQUESTS,
                KEY,
                request().setMessageId(UUID.randomUUID().toString()).build());
    }

    private List<SpendTotal> totals() {
        return harness.table(Topics.SPEND_TOTALS).page("", "", 10).stream()
                .map(Table.Entry::value)
                .toList();
    }

    @Test
    void addsUpWhatMessagesCost() {
        price = new Price(new BigDecimal("0.007"), new BigDecimal("0.0003"));

        sendText();
        sendText();

        assertThat(totals())
                .containsExactly(new SpendTotal(ACCOUNT, "us-east-1", Channel.TEXT, 0, "1970-01", "0.0146"));
        assertThat(meters.get("posthorn.routing.charged")
                        .tag("channel", "text")
                        .counter()
                        .count())
                .isEqualTo(0.0146);
    }

    @Test
    void countsNothingWhereNothingCosts() {
        sendText();

        assertThat(totals()).isEmpty();
    }

    @Test
    void stopsWithinABatchWhereTheLimitIsReached() {
        messagesCost("0.3");
        accountMaySpend(1);

        harness.batch(() -> {
            for (int i = 0; i < 10; i++) {
                sendText();
            }
        });

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(3);
        assertThat(totals()).extracting(SpendTotal::getAmount).containsExactly("0.9");
    }

    @Test
    void countsWhatOtherPartitionsHaveSpent() {
        messagesCost("0.3");
        accountMaySpend(1);
        elsewhere.amount = new BigDecimal("0.5");

        sendText();
        sendText();

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);
    }

    @Test
    void countsOnWhereItStoppedAfterARestart() {
        messagesCost("0.3");
        accountMaySpend(1);
        sendText();
        sendText();

        harness.restart();
        sendText();
        sendText();

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(3);
        assertThat(totals()).extracting(SpendTotal::getAmount).containsExactly("0.9");
    }

    private void call(String destination) {
        harness.send(
                Topics.SEND_REQUESTS,
                ACCOUNT + "/" + destination,
                request()
                        .setMessageId(UUID.randomUUID().toString())
                        .setChannel(Channel.VOICE)
                        .setDestinationPhoneNumber(destination)
                        .setOriginationIdentity("phone-2")
                        .build());
    }

    @Test
    void placesAsManyCallsInAMinuteAsAnAccountMay() {
        resources.putLater(SCOPE, SampleAccount.caller());
        callsElsewhere.calls = 12;

        for (int i = 0; i < 10; i++) {
            call("+12065550142");
        }
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(8);
        harness.restart();
        call("+12065550142");
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(8);
        assertThat(harness.sent(Topics.DELIVERY_EVENTS))
                .extracting(sent -> sent.value().getReason())
                .containsOnly(Refusal.CALLS_PER_MINUTE_REACHED.name());

        callsElsewhere.calls = 0;
        clock.setTo(NOW.plusSeconds(60));
        call("+12065550142");
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(9);
    }

    @Test
    void doesNotCountCallsToTheSimulator() {
        resources.putLater(SCOPE, SampleAccount.caller());

        for (int i = 0; i < 30; i++) {
            call(US_SUCCESS);
        }

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(30);
        assertThat(harness.table(Topics.PLACED_CALLS).page("", "", 1)).isEmpty();
    }

    @Test
    void beginsAnewWithTheMonth() {
        messagesCost("0.6");
        accountMaySpend(1);
        // Records of the harness are written at the epoch, and live for 72 hours.
        clock.setTo(Instant.parse("1969-12-31T23:59:59.999Z"));
        sendText();
        sendText();
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);

        clock.setTo(Instant.parse("1970-01-01T00:00:00Z"));
        sendText();

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(2);
        assertThat(totals())
                .extracting(SpendTotal::getMonth, SpendTotal::getAmount)
                .containsExactly(tuple("1970-01", "0.6"));
    }

    @Test
    void routesWithEverythingItDecided() {
        var id = UUID.randomUUID().toString();
        harness.send(
                Topics.SEND_REQUESTS,
                KEY,
                request()
                        .setMessageId(id)
                        .setOriginationIdentity("pool-1")
                        .setConfigurationSetName("set")
                        .setContext(Map.of("a", "b"))
                        .setTimeToLiveSeconds(60)
                        .build());

        var sent = harness.sent(Topics.ROUTED_SENDS);
        assertThat(sent).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(ACCOUNT + "/us-east-1/" + US_SUCCESS);
            var message = record.value().getMessage();
            assertThat(message.getMessageId()).isEqualTo(id);
            assertThat(message.getAccountId()).isEqualTo(ACCOUNT);
            assertThat(message.getRegion()).isEqualTo("us-east-1");
            assertThat(message.getChannel()).isEqualTo(Channel.TEXT);
            assertThat(message.getDestinationPhoneNumber()).isEqualTo(US_SUCCESS);
            assertThat(message.getDestinationCountry()).isEqualTo("US");
            assertThat(message.getOriginationIdentity()).isEqualTo(NUMBER);
            assertThat(message.getOriginationIdentityId()).isEqualTo("phone-1");
            assertThat(message.getOriginationReason()).isEqualTo("POOL_STICKINESS");
            assertThat(message.getCarrier()).isEqualTo("simulator");
            assertThat(message.getOptOutListName()).isEqualTo("OurList");
            assertThat(message.getMessageBody()).isEqualTo("Hello");
            assertThat(message.getEncoding()).isEqualTo("GSM");
            assertThat(message.getParts()).isEqualTo(1);
            assertThat(message.getMessageType()).isEqualTo(MessageType.TRANSACTIONAL);
            assertThat(message.getConfigurationSetName()).isEqualTo("set");
            assertThat(message.getContext()).isEqualTo(Map.of("a", "b"));
            assertThat(message.getPrice()).isEqualTo("0");
            assertThat(message.getCarrierFee()).isEqualTo("0");
            assertThat(message.getRequestedAt()).isEqualTo(NOW);
            assertThat(message.getExpiresAt()).isEqualTo(NOW.plusSeconds(60));
        });
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).isEmpty();
        assertThat(count("posthorn.routing.routed", "pool_stickiness")).isEqualTo(1);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "pool-1, +4759449384, TEXT_PROTECT_BLOCKED, DESTINATION_COUNTRY_BLOCKED, NO",
                "pool-1, +12065550142, TEXT_UNKNOWN, DESTINATION_NOT_SERVED, US",
                "pool-1, +19995550142, TEXT_INVALID, DESTINATION_INVALID, -",
                "pool-9, +14254147755, TEXT_UNKNOWN, ORIGINATION_IDENTITY_NOT_FOUND, US"
            })
    void endsWhatItRefuses(String from, String to, String type, String reason, @Nullable String country) {
        var id = UUID.randomUUID().toString();
        harness.send(
                Topics.SEND_REQUESTS,
                KEY,
                request()
                        .setMessageId(id)
                        .setDestinationPhoneNumber(to)
                        .setOriginationIdentity(from)
                        .setConfigurationSetName("set")
                        .build());

        assertThat(harness.sent(Topics.ROUTED_SENDS)).isEmpty();
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(id);
            assertThat(record.value())
                    .returns(id, DeliveryEvent::getMessageId)
                    .returns(type, DeliveryEvent::getEventType)
                    .returns(reason, DeliveryEvent::getReason)
                    .returns(country, DeliveryEvent::getIsoCountryCode)
                    .returns("set", DeliveryEvent::getConfigurationSetName)
                    .returns(true, DeliveryEvent::getIsFinal);
            assertThat(record.value().getReasonDetail()).isNotBlank();
        });
        assertThat(count("posthorn.routing.refused", reason.toLowerCase(Locale.ROOT)))
                .isEqualTo(1);
    }

    @Test
    void endsWhatASuspendedAccountWritesUntilItMayWorkAgain() {
        status = AccountStatus.SUSPENDED;
        sendText();

        assertThat(harness.sent(Topics.ROUTED_SENDS)).isEmpty();
        assertThat(harness.values(Topics.DELIVERY_EVENTS)).singleElement().satisfies(event -> {
            assertThat(event.getEventType()).isEqualTo("TEXT_UNKNOWN");
            assertThat(event.getReason()).isEqualTo("ACCOUNT_SUSPENDED");
            assertThat(event.getIsFinal()).isTrue();
        });

        status = AccountStatus.ACTIVE;
        sendText();

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);
    }

    @Test
    void sendsNoEventToAConfigurationSetThatDoesNotExist() {
        send(request().setConfigurationSetName("gone"));

        assertThat(harness.values(Topics.DELIVERY_EVENTS)).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("CONFIGURATION_SET_NOT_FOUND");
            assertThat(event.getConfigurationSetName()).isNull();
        });
    }

    @ParameterizedTest(name = "after {0} s of 60: {1}")
    @CsvSource({"59, false", "60, true", "61, true"})
    void endsMessagesWhoseTimeIsOver(long seconds, boolean over) {
        clock.setTo(NOW.plusSeconds(seconds));

        send(request().setTimeToLiveSeconds(60));

        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .extracting(DeliveryEvent::getEventType)
                .isEqualTo(over ? List.of("TEXT_TTL_EXPIRED") : List.of());
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(over ? 0 : 1);
    }

    @Test
    void tellsTheSenderOfAMalformedRequest() {
        send(request().setMaxPrice("much").setConfigurationSetName("set"));

        assertThat(harness.values(Topics.DELIVERY_EVENTS)).singleElement().satisfies(event -> {
            assertThat(event.getEventType()).isEqualTo("TEXT_INVALID_MESSAGE");
            assertThat(event.getReason()).isEqualTo("REQUEST_MALFORMED");
            assertThat(event.getReasonDetail()).startsWith("maxPrice must ");
            assertThat(event.getConfigurationSetName()).isEqualTo("set");
            assertThat(event.getDestinationPhoneNumber()).isEqualTo(US_SUCCESS);
        });
    }

    @Test
    void tellsTheSenderOfADestinationThatIsNone() {
        send(request().setDestinationPhoneNumber("me"));

        assertThat(harness.values(Topics.DELIVERY_EVENTS)).singleElement().satisfies(event -> {
            assertThat(event.getEventType()).isEqualTo("TEXT_INVALID");
            assertThat(event.getReason()).isEqualTo("DESTINATION_INVALID");
            assertThat(event.getDestinationPhoneNumber()).isEqualTo("me");
        });
    }

    @Test
    void parksWhatItCannotTellAnybody() {
        harness.send(Topics.SEND_REQUESTS, "no account", request().build());

        assertThat(harness.deadLetters()).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.reason()).isEqualTo("REQUEST_MALFORMED");
            assertThat(deadLetter.detail()).startsWith("accountId ");
        });
        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).isEmpty();
    }

    @Test
    void takesTheSameRecordForOneMessage() {
        send(request());
        send(request());
        send(request().setMessageBody("Hello again"));

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(2);
        assertThat(meters.counter("posthorn.routing.repeated").count()).isEqualTo(1);
    }

    @Test
    void takesTheSameMessageIdForOneMessageWithinAnAccountAndAfterARestart() {
        var id = UUID.randomUUID().toString();
        send(request().setMessageId(id));
        harness.restart();
        send(request().setMessageId(id).setMessageBody("Hello again"));
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);

        send(request().setMessageId(id).setAccountId("999999999999"));
        assertThat(harness.values(Topics.DELIVERY_EVENTS))
                .extracting(DeliveryEvent::getAccountId)
                .containsExactly("999999999999");
    }

    @Test
    void endsARefusedMessageOnce() {
        send(request().setDestinationPhoneNumber(NO_SUCCESS));
        send(request().setDestinationPhoneNumber(NO_SUCCESS));
        send(request().setMaxPrice("much"));
        send(request().setMaxPrice("much"));

        assertThat(harness.sent(Topics.DELIVERY_EVENTS)).hasSize(2);
    }

    @Test
    void takesAGatewaysMessageIdsForNew() {
        Headers headers = new RecordHeaders();
        headers.add(SendRequests.ACCEPTED_BY_HEADER, "gateway-1".getBytes(StandardCharsets.UTF_8));
        harness.send(Topics.SEND_REQUESTS, KEY, request().build(), headers);

        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);
        assertThat(harness.table(Topics.ACCEPTED_MESSAGE_IDS).entries()).isEmpty();
    }

    @Test
    void forgetsMessageIdsAfterADay() {
        assertThat(harness.wakeAt(clock.instant())).as("the first look").isTrue();
        assertThat(harness.nextWake()).as("nothing to forget").isEmpty();

        send(request().setMessageBody("first"));
        clock.setTo(NOW.plus(Duration.ofHours(1)));
        send(request().setMessageBody("second"));
        assertThat(harness.nextWake()).contains(NOW.plus(Topics.MESSAGE_ID_MEMORY));

        clock.setTo(NOW.plus(Topics.MESSAGE_ID_MEMORY));
        assertThat(harness.wakeAt(clock.instant())).isTrue();
        assertThat(harness.table(Topics.ACCEPTED_MESSAGE_IDS).entries()).hasSize(2);
        assertThat(harness.nextWake()).contains(clock.instant().plus(Duration.ofHours(1)));

        clock.advance(Duration.ofHours(1));
        assertThat(harness.wakeAt(clock.instant())).isTrue();
        assertThat(harness.table(Topics.ACCEPTED_MESSAGE_IDS).entries()).isEmpty();
        assertThat(harness.nextWake()).isEmpty();
    }

    @Test
    void forgetsABoundedNumberAtATime() {
        harness.batch(() -> {
            for (int i = 0; i < 2_500; i++) {
                send(request().setMessageBody("Hello " + i));
            }
        });

        clock.setTo(NOW.plus(Topics.MESSAGE_ID_MEMORY));
        var left = List.of(3_000, 1_000, 0);
        for (int entries : left) {
            assertThat(harness.wakeAt(clock.instant())).isTrue();
            assertThat(harness.table(Topics.ACCEPTED_MESSAGE_IDS).entries()).hasSize(entries);
        }
        assertThat(harness.nextWake()).isEmpty();
    }

    @Test
    void acceptsAMessageIdAgainAfterADayEvenWhereItIsNotForgottenYet() {
        var id = UUID.randomUUID().toString();
        send(request().setMessageId(id));
        clock.setTo(NOW.plus(Topics.MESSAGE_ID_MEMORY).minusMillis(1));
        send(request().setMessageId(id));
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(1);

        clock.setTo(NOW.plus(Topics.MESSAGE_ID_MEMORY));
        send(request().setMessageId(id));
        assertThat(harness.sent(Topics.ROUTED_SENDS)).hasSize(2);
        assertThat(harness.table(Topics.ACCEPTED_MESSAGE_IDS).entries()).hasSize(2);
    }

    private void send(SendRequest.Builder request) {
        harness.send(Topics.SEND_REQUESTS, KEY, request.build());
    }

    private double count(String name, String reason) {
        return meters.get(name).tag("reason", reason).counter().count();
    }

    private static SendRequest.Builder request() {
        return SendRequest.newBuilder()
                .setChannel(Channel.TEXT)
                .setDestinationPhoneNumber(US_SUCCESS)
                .setMessageBody("Hello");
    }
}
