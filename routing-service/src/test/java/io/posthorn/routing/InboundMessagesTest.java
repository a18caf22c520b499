package io.posthorn.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.call.CallView;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.spend.SpendView;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.stage.StageHarness.DeadLetter;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.platform.test.Numbers;
import io.posthorn.routing.keyword.KeywordMeters;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write to numbers, through the routing stage. */
class InboundMessagesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ACCOUNT = "123456789012";
    private static final Scope SCOPE = new Scope(new AccountId(ACCOUNT), "us-east-1");
    private static final String OUR = "+12065550100";
    private static final String THEIR = "+14255550182";
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:answers";

    private static final NothingElsewhere NOTHING_ELSEWHERE = new NothingElsewhere();

    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageHarness<RoutingProcessor> harness = StageHarness.of(RoutingProcessor.stage(new Routing(
            RoutingFacts.NONE,
            NOTHING_ELSEWHERE,
            NOTHING_ELSEWHERE,
            resources,
            new RoutingMeters(meters),
            new KeywordMeters(meters),
            new ManualClock(NOW),
            "us-east-1")));

    private static final class NothingElsewhere implements SpendView, CallView {
        @Override
        public BigDecimal spent(Scope scope, Channel channel) {
            return BigDecimal.ZERO;
        }

        @Override
        public BigDecimal spentElsewhere(int partition, Scope scope, Channel channel) {
            return BigDecimal.ZERO;
        }

        @Override
        public int within(Scope scope, Duration period) {
            return 0;
        }

        @Override
        public int elsewhere(int partition, Scope scope, Duration period) {
            return 0;
        }
    }

    private void number(TwoWay twoWay, String list) {
        var settings = new IdentitySettings(io.posthorn.core.resource.MessageType.PROMOTIONAL, twoWay, false, list);
        resources.putLater(
                SCOPE,
                Numbers.american("phone-1", OUR, NumberType.TEN_DLC, "carrier").configured(settings, false, false));
    }

    private void receive(String text) {
        harness.send(
                Topics.INBOUND_MESSAGES,
                InboundText.key(OUR, THEIR),
                new InboundMessage(
                        "cae173d2-66b9-464c-8309-21f858e9fb84",
                        ACCOUNT,
                        "us-east-1",
                        "phone-1",
                        "carrier",
                        THEIR,
                        OUR,
                        text,
                        0,
                        NOW.minusSeconds(1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"STOP, PUT, opted_out", "start again, DELETE, opted_in"})
    void changesTheListOfTheNumberAndConfirmsWhateverIsOnIt(String text, OptOutChange change, String outcome) {
        number(TwoWay.OFF, "OurList");
        resources.putLater(SCOPE, new OptOutList("OurList", List.of(), Instant.EPOCH, 7));
        resources.putLater(SCOPE, new Keyword("phone-1", "START", "Welcome back", KeywordAction.OPT_IN));

        receive(text);

        assertThat(harness.sent(Topics.OPT_OUT_COMMANDS)).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo(ACCOUNT + "/us-east-1/" + THEIR);
            assertThat(sent.value())
                    .isEqualTo(new OptOutCommand(
                            "cae173d2-66b9-464c-8309-21f858e9fb84",
                            null,
                            ACCOUNT,
                            "us-east-1",
                            "OurList",
                            THEIR,
                            change,
                            true,
                            NOW,
                            7L,
                            List.of()));
        });
        assertThat(harness.sent(Topics.ROUTED_SENDS)).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo(ACCOUNT + "/us-east-1/" + THEIR);
            assertThat(sent.value().getIsAnswerToOptOut()).isTrue();
            assertThat(sent.value().getMessage().getOriginationIdentity()).isEqualTo(OUR);
        });
        assertThat(meters.counter("posthorn.routing.inbound", "outcome", outcome)
                        .count())
                .isOne();
    }

    @Test
    void answersAKeywordByAMessageLikeAllOthers() {
        number(TwoWay.OFF, "Default");
        resources.putLater(SCOPE, new Keyword("phone-1", "HOURS", "Nine to five", KeywordAction.AUTOMATIC_RESPONSE));

        receive("hours?");

        assertThat(harness.values(Topics.ROUTED_SENDS)).singleElement().satisfies(sent -> {
            assertThat(sent.getIsAnswerToOptOut()).isFalse();
            assertThat(sent.getMessage().getMessageBody()).isEqualTo("Nine to five");
            assertThat(sent.getMessage().getDestinationPhoneNumber()).isEqualTo(THEIR);
            // Nothing a person asks for rests in quiet hours.
            assertThat(sent.getMessage().getMessageType()).isEqualTo(MessageType.TRANSACTIONAL);
        });
        assertThat(harness.sent(Topics.OPT_OUT_COMMANDS)).isEmpty();
        assertThat(harness.sent(Topics.EVENT_DELIVERIES)).isEmpty();
    }

    @Test
    void publishesToTheChannelWithTheLastMessageThatWentTheOtherWay() {
        number(new TwoWay(true, TOPIC, null), "Default");
        harness.send(Topics.TWO_WAY_SENDS, InboundText.key(OUR, THEIR), new TwoWaySend("first"));
        harness.send(Topics.TWO_WAY_SENDS, InboundText.key(OUR, THEIR), new TwoWaySend("second"));
        harness.send(Topics.TWO_WAY_SENDS, InboundText.key(OUR, "+14255550183"), new TwoWaySend("another"));
        harness.restart();

        receive("\"Yes\", please \uD83D\uDE80");

        assertThat(harness.sent(Topics.EVENT_DELIVERIES)).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo(ACCOUNT + "/" + TOPIC);
            assertThat(sent.value())
                    .returns("cae173d2-66b9-464c-8309-21f858e9fb84", EventDelivery::getEventId)
                    .returns(EventDestinationKind.SNS, EventDelivery::getKind)
                    .returns(TOPIC, EventDelivery::getTargetArn)
                    .returns(null, EventDelivery::getDestinationId)
                    .returns(
                            "{\"originationNumber\":\"+14255550182\",\"destinationNumber\":\"+12065550100\","
                                    + "\"messageKeyword\":\"\","
                                    + "\"messageBody\":\"\\\"Yes\\\", please \uD83D\uDE80\","
                                    + "\"inboundMessageId\":\"cae173d2-66b9-464c-8309-21f858e9fb84\","
                                    + "\"previousPublishedMessageId\":\"second\"}",
                            EventDelivery::getJson);
        });
        assertThat(harness.sent(Topics.ROUTED_SENDS)).isEmpty();
    }

    @Test
    void namesTheKeywordItAnswered() {
        number(new TwoWay(true, TOPIC, null), "Default");
        resources.putLater(SCOPE, new Keyword("phone-1", "Join", "Welcome", KeywordAction.OPT_IN));

        receive("JOIN now");

        assertThat(harness.values(Topics.EVENT_DELIVERIES))
                .singleElement()
                .satisfies(sent -> assertThat(sent.getJson())
                        .contains("\"messageKeyword\":\"Join\"", "\"previousPublishedMessageId\":\"\""));
        assertThat(harness.values(Topics.ROUTED_SENDS)).singleElement().satisfies(sent -> {
            assertThat(sent.getIsAnswerToOptOut()).isTrue();
            assertThat(sent.getIsTwoWay()).isTrue();
        });
    }

    @Test
    void putsAsideWhatItCannotPublish() {
        number(new TwoWay(true, "connect.us-east-1.amazonaws.com", null), "Default");

        receive("Hello");

        assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly("CHANNEL_NOT_SUPPORTED");
    }

    @Test
    void putsAsideWhatIsToANumberThatWasReleased() {
        receive("STOP");

        assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly("NUMBER_UNKNOWN");
        assertThat(harness.sent(Topics.OPT_OUT_COMMANDS)).isEmpty();
    }
}
