package io.posthorn.send.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.inbound.InboundText.Segment;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.stage.StageHarness.DeadLetter;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.platform.test.Numbers;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.InboundPart;
import io.posthorn.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InboundProcessorTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");
    private static final String OUR = "+12065550100";
    private static final String THEIR = "+14255550182";

    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock(START);
    private final StageHarness<InboundProcessor> harness =
            StageHarness.of(InboundProcessor.stage(resources, PATIENCE, new InboundMeters(meters), clock));

    @BeforeEach
    void accountHasANumber() {
        resources.map.put(SCOPE, Numbers.american("phone-1", OUR, NumberType.TEN_DLC, "carrier"));
    }

    @Test
    void findsOutWhoseAMessageIs() {
        receive(new InboundText("carrier", "14255550182", "12065550100", "Hello", null, null));

        assertThat(harness.sent(Topics.INBOUND_MESSAGES)).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo(OUR + "/" + THEIR);
            assertThat(sent.value())
                    .returns("123456789012", InboundMessage::getAccountId)
                    .returns("us-east-1", InboundMessage::getRegion)
                    .returns("phone-1", InboundMessage::getPhoneNumberId)
                    .returns("carrier", InboundMessage::getCarrier)
                    .returns(THEIR, InboundMessage::getOriginationNumber)
                    .returns(OUR, InboundMessage::getDestinationNumber)
                    .returns("Hello", InboundMessage::getMessageBody)
                    .returns(0, InboundMessage::getMissingParts)
                    .returns(START.truncatedTo(ChronoUnit.MILLIS), InboundMessage::getReceivedAt);
        });
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "+14255550182, +12065550199, NUMBER_UNKNOWN",
        "+14255550182, 0, NUMBER_UNKNOWN",
        "'', +12065550100, ORIGINATION_NOT_A_NUMBER",
        "INFO, +12065550100, ORIGINATION_NOT_A_NUMBER"
    })
    void putsAsideWhatBelongsToNobody(String from, String to, String reason) {
        receive(new InboundText("carrier", from, to, "Hello", null, null));

        assertThat(harness.sent(Topics.INBOUND_MESSAGES)).isEmpty();
        assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly(reason);
        assertThat(meters.counter("posthorn.send.inbound.refused").count()).isOne();
    }

    /** Ten parts of units of UTF-16, cut without regard to characters that take two. */
    private static List<InboundText> tenParts(int reference) {
        var text = "Grüße 👩🏽‍🚀🚀 aus Zürich €".repeat(25).substring(0, 600);
        return parts(text, 10, reference);
    }

    private static List<InboundText> parts(String text, int count, int reference) {
        var size = Math.ceilDiv(text.length(), count);
        var parts = new ArrayList<InboundText>();
        for (int i = 0; i < count; i++) {
            var piece = text.substring(i * size, Math.min(text.length(), (i + 1) * size));
            parts.add(new InboundText("carrier", THEIR, OUR, piece, new Segment(reference, count, i + 1), null));
        }
        return parts;
    }

    private static String whole(List<InboundText> parts) {
        return String.join("", parts.stream().map(InboundText::text).toList());
    }

    @Test
    void joinsPartsInAnyOrderOverARestart() {
        var parts = tenParts(7);
        var shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(42));

        shuffled.subList(0, 5).forEach(this::receive);
        harness.restart();
        shuffled.subList(5, 10).forEach(this::receive);

        assertThat(bodies()).containsExactly(whole(parts));
        assertThat(whole(parts)).contains("👩🏽‍🚀");
    }

    @Test
    void knowsPartsThatComeAgain() {
        var parts = tenParts(7);
        parts.forEach(part -> {
            receive(part);
            receive(part);
        });
        parts.forEach(this::receive);
        wakeAfter(PATIENCE);

        assertThat(bodies()).containsExactly(whole(parts));
        assertThat(meters.counter("posthorn.send.inbound.repeated").count()).isEqualTo(20);
        assertNothingIsKept();
    }

    @Test
    void keepsMessagesApartWhoseReferencesAreTheSame() {
        var one = parts("first of two, second of two", 2, 7);
        var other = parts("FIRST OF TWO, SECOND OF TWO", 2, 7);

        receive(one.getFirst());
        receive(one.getLast());
        receive(other.getFirst());
        receive(other.getLast());

        assertThat(bodies()).containsExactly(whole(one), whole(other));
    }

    @Test
    void goesOnWithoutPartsThatNeverCome() {
        var parts = parts("aabbccdd", 4, 7);
        receive(parts.get(1));
        receive(parts.get(3));

        wakeAfter(PATIENCE.minusMillis(1));
        assertThat(bodies()).isEmpty();
        wakeAfter(Duration.ofMillis(1));

        assertThat(harness.values(Topics.INBOUND_MESSAGES))
                .extracting(InboundMessage::getMessageBody, InboundMessage::getMissingParts)
                .containsExactly(tuple("…bb…dd", 2));
        assertThat(meters.counter("posthorn.send.inbound.incomplete").count()).isOne();
        assertNothingIsKept();
    }

    @Test
    void remembersHowLongItHasWaitedOverARestart() {
        receive(parts("aabb", 2, 7).getFirst());
        clock.setTo(START.plusSeconds(200));
        harness.restart();
        wakeAfter(Duration.ofSeconds(100));

        assertThat(bodies()).containsExactly("aa…");
        assertNothingIsKept();
    }

    @Test
    void boundsWhatIsKeptOfMessagesThatAreNeverWhole() {
        for (int i = 0; i < 10_050; i++) {
            receive(parts("aabb", 2, i).getFirst());
        }

        assertThat(harness.table(Topics.JOINING_MESSAGES).entries()).hasSize(10_000);
        assertThat(bodies()).hasSize(50);
    }

    @Test
    void dropsWhatACarrierHandsOverAgain() {
        var text = new InboundText("carrier", THEIR, OUR, "Hello", null, "mo-1");
        receive(text);
        harness.restart();
        receive(text);
        receive(new InboundText("other", THEIR, OUR, "Hello", null, "mo-1"));
        receive(new InboundText("carrier", THEIR, OUR, "Hello", null, null));
        receive(new InboundText("carrier", THEIR, OUR, "Hello", null, null));

        assertThat(bodies()).hasSize(4);
    }

    static Stream<InboundPart> nonsense() {
        return Stream.of(
                part(0, 0, 1, 2),
                part(2, 3, 1, 2),
                part(-1, 1, 1, 2),
                part(256, 1, 1, 2),
                part(2, 1, null, 2),
                part(1, 1, null, 3));
    }

    private static InboundPart part(int parts, int part, @Nullable Integer reference, int bytes) {
        return new InboundPart("carrier", THEIR, OUR, ByteBuffer.allocate(bytes), null, reference, parts, part, START);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void putsAsideWhatMakesNoSense(InboundPart part) {
        harness.send(Topics.INBOUND_PARTS, OUR + "/" + THEIR, part);

        assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly("MALFORMED");
        assertThat(bodies()).isEmpty();
    }

    @Test
    void goesOnWhateverComes() {
        var random = new Random(20260301);
        for (int i = 0; i < 5_000; i++) {
            var bytes = new byte[random.nextInt(8)];
            random.nextBytes(bytes);
            harness.send(
                    Topics.INBOUND_PARTS,
                    OUR + "/" + THEIR,
                    new InboundPart(
                            "carrier",
                            random.nextInt(10) == 0
                                    ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    : THEIR,
                            OUR,
                            ByteBuffer.wrap(bytes),
                            random.nextBoolean() ? null : "id-" + random.nextInt(100),
                            random.nextBoolean() ? null : random.nextInt(4),
                            random.nextInt(5) - 1,
                            random.nextInt(5) - 1,
                            START));
        }
        harness.clearSent();

        tenParts(7).forEach(this::receive);

        assertThat(bodies()).containsExactly(whole(tenParts(7)));
    }

    private void receive(InboundText text) {
        harness.send(Topics.INBOUND_PARTS, text.key(), text.record(clock.instant()));
    }

    private void wakeAfter(Duration time) {
        clock.setTo(clock.instant().plus(time));
        harness.wakeAt(clock.instant());
    }

    private List<String> bodies() {
        return harness.values(Topics.INBOUND_MESSAGES).stream()
                .map(InboundMessage::getMessageBody)
                .toList();
    }

    private void assertNothingIsKept() {
        assertThat(harness.table(Topics.JOINING_MESSAGES).entries()).isEmpty();
    }
}
