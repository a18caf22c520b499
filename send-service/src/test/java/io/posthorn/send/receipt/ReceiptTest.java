package io.posthorn.send.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {
    private static final Instant REQUESTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SUBMITTED = REQUESTED.plusMillis(120);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageHarness<ReceiptProcessor> receipts =
            StageHarness.of(ReceiptProcessor.stage(Duration.ofHours(72), meters));

    @Test
    void tellsTheWayOfADeliveredMessage() {
        submitted("m");
        receipt("m", "SUCCESSFUL", false);
        receipt("m", "DELIVERED", true);

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
        assertNothingIsOpen();
        assertThat(meters.get("posthorn.send.delivered").counter().count()).isOne();
        assertThat(meters.get("posthorn.send.latency")
                        .tag("until", "submitted")
                        .timer()
                        .max(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(120);
    }

    @Test
    void writesNoTableForAMessageThatEndsInItsBatch() {
        receipts.batch(() -> {
            submitted("m");
            receipt("m", "SUCCESSFUL", false);
            receipt("m", "DELIVERED", true);
            assertThat(receipts.table(Topics.OPEN_MESSAGES).entries()).isEmpty();
        });

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
        assertNothingIsOpen();
        assertThat(receipts.nextWake()).isEmpty();
    }

    @Test
    void remembersOpenMessagesWithoutTheirTextOverARestart() {
        submitted("m");
        receipts.restart();
        receipt("m", "DELIVERED", true);

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_DELIVERED final");
        assertNothingIsOpen();
    }

    @Test
    void tellsAStatusOnceAndNeverGoesBack() {
        submitted("m");
        receipt("m", "SUCCESSFUL", false);
        receipt("m", "SUCCESSFUL", false);
        receipt("m", "PENDING", false);

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL");
        assertThat(counted("repeated")).isEqualTo(2);
    }

    @Test
    void ignoresWhatComesAfterTheEndOrForNobody() {
        submitted("m");
        receipt("m", "DELIVERED", true);
        receipt("m", "UNREACHABLE", true);
        receipt("stranger", "DELIVERED", true);
        receipts.wakeAt(SUBMITTED.plus(Early.PATIENCE));

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_DELIVERED final");
        assertThat(receipts.table(Topics.EARLY_REPORTS).entries()).isEmpty();
        assertThat(receipts.nextWake()).isEmpty();
        assertThat(counted("unmatched")).isEqualTo(2);
    }

    @Test
    void waitsForTheSubmissionOfWhatIsReportedEarly() {
        receipt("m", "SUCCESSFUL", false);
        receipt("m", "DELIVERED", true);
        assertThat(events()).isEmpty();
        receipts.restart();

        submitted("m");

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
        assertNothingIsOpen();
        assertThat(receipts.table(Topics.EARLY_REPORTS).entries()).isEmpty();
        assertThat(receipts.nextWake()).isEmpty();
    }

    @Test
    void keepsNoMoreThanAFewEarlyReportsOfAMessage() {
        for (int i = 0; i < 100; i++) {
            receipt("stranger", "SUCCESSFUL", false);
        }

        assertThat(receipts.table(Topics.EARLY_REPORTS).entries()).hasSize(10);
        assertThat(counted("unmatched")).isEqualTo(90);
    }

    @Test
    void ignoresASecondSubmissionOfAnOpenMessage() {
        submitted("m");
        submitted("m");

        assertThat(events()).containsExactly("TEXT_PENDING");
    }

    @Test
    void endsAMessageOfSeveralPartsWhenTheLastOneHasArrived() {
        submitted("m", 3);
        part("m", 0, "SUCCESSFUL", false);
        part("m", 2, "DELIVERED", true);
        part("m", 2, "DELIVERED", true);
        part("m", 0, "DELIVERED", true);
        receipts.restart();
        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL");

        part("m", 1, "DELIVERED", true);

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
        assertThat(counted("repeated")).isOne();
        assertNothingIsOpen();
    }

    @Test
    void endsAMessageOfSeveralPartsWithTheFirstThatDoesNotArrive() {
        submitted("m", 3);
        part("m", 0, "DELIVERED", true);
        part("m", 1, "UNREACHABLE", true);
        part("m", 2, "DELIVERED", true);

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_UNREACHABLE final");
        assertNothingIsOpen();
    }

    private void submitted(String name, int parts) {
        var report = reportOf(name, CarrierReportKind.SUBMITTED, "PENDING", false, message(name), null);
        send(CarrierReport.newBuilder(report).setReportedParts(parts).build());
    }

    private void part(String name, int part, String status, boolean isFinal) {
        var report = reportOf(name, CarrierReportKind.RECEIPT, status, isFinal, null, null);
        send(CarrierReport.newBuilder(report).setPart(part).build());
    }

    @Test
    void endsARefusedMessage() {
        report("m", CarrierReportKind.REFUSED, "CARRIER_BLOCKED", true, message("m"));

        assertThat(events()).containsExactly("TEXT_CARRIER_BLOCKED final");
        assertNothingIsOpen();
    }

    @Test
    void givesUpAfterSeventyTwoHours() {
        submitted("m");
        submitted("n");
        receipt("n", "DELIVERED", true);
        var end = SUBMITTED.plus(Duration.ofHours(72));
        assertThat(receipts.wakeAt(end.minusMillis(1))).isFalse();

        assertThat(receipts.wakeAt(end)).isTrue();

        assertThat(events())
                .containsExactly("TEXT_PENDING", "TEXT_PENDING", "TEXT_DELIVERED final", "TEXT_UNKNOWN final");
        assertNothingIsOpen();
        assertThat(receipts.nextWake()).isEmpty();
        receipt("m", "DELIVERED", true);
        assertThat(events()).hasSize(4);
    }

    @Test
    void stillGivesUpAfterARestart() {
        submitted("m");
        receipts.restart();

        receipts.wakeAt(SUBMITTED.plus(Duration.ofHours(72)));

        assertThat(events()).containsExactly("TEXT_PENDING", "TEXT_UNKNOWN final");
    }

    @Test
    void givesUpManyInSeveralSteps() {
        receipts.batch(() -> {
            for (int i = 0; i < 1_200; i++) {
                submitted("m" + i);
            }
        });
        receipts.clearSent();
        var end = SUBMITTED.plus(Duration.ofHours(72));

        receipts.wakeAt(end);
        assertThat(events()).hasSize(500);
        receipts.wakeAt(end);
        receipts.wakeAt(end);

        assertThat(events()).hasSize(1_200).containsOnly("TEXT_UNKNOWN final");
        assertNothingIsOpen();
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, TEXT_DELIVERED",
        "SUCCESSFUL, TEXT_SUCCESSFUL",
        "SPAM, TEXT_SPAM",
        "UNREACHABLE, TEXT_UNREACHABLE",
        "PROTECT_BLOCKED, TEXT_PROTECT_BLOCKED",
        "FAILED, TEXT_UNKNOWN",
        "NO_SUCH_WORD, TEXT_UNKNOWN"
    })
    void endsWithTheReportedStatusOrTheNearestThereIsAnEventFor(String status, String event) {
        submitted("m");
        receipt("m", status, true);

        assertThat(events()).containsExactly("TEXT_PENDING", event + " final");
    }

    @Test
    void endsAVoiceMessageAsFailedWhereVoiceHasNoEventForTheStatus() {
        var voice = Message.newBuilder(message("m")).setChannel(Channel.VOICE).build();
        report("m", CarrierReportKind.REFUSED, MessageStatus.INVALID.name(), true, voice);

        assertThat(events()).containsExactly("VOICE_FAILED final");
    }

    private static Message message(String name) {
        return Messages.aMessage(name, "+12065550110", REQUESTED)
                .setMessageBody("")
                .build();
    }

    private void submitted(String name) {
        report(name, CarrierReportKind.SUBMITTED, "PENDING", false, message(name));
    }

    private void receipt(String name, String status, boolean isFinal) {
        report(name, CarrierReportKind.RECEIPT, status, isFinal, null);
    }

    @Test
    void chargesCallsForTheMinutesBegun() {
        var call = Messages.aMessage("call", "+12065550110", REQUESTED)
                .setChannel(Channel.VOICE)
                .setPrice("0.013")
                .setCarrierFee("0.002")
                .build();
        report("call", CarrierReportKind.SUBMITTED, "INITIATED", false, call);
        report("call", CarrierReportKind.RECEIPT, "RINGING", false, null);
        report("call", CarrierReportKind.RECEIPT, "ANSWERED", false, null);
        report("call", CarrierReportKind.RECEIPT, "COMPLETED", true, null, 61);

        assertThat(events())
                .containsExactly("VOICE_INITIATED", "VOICE_RINGING", "VOICE_ANSWERED", "VOICE_COMPLETED final");
        assertThat(receipts.values(Topics.DELIVERY_EVENTS).stream().map(DeliveryEvent::getTotalMessagePrice))
                .containsExactly("0", "0", "0", "0.026");
        assertThat(receipts.values(Topics.DELIVERY_EVENTS).getLast())
                .returns("0.004", DeliveryEvent::getTotalCarrierFee)
                .returns(61, DeliveryEvent::getCallSeconds)
                .returns("NAMED", DeliveryEvent::getOriginationReason);
        assertNothingIsOpen();
    }

    @Test
    void chargesNothingForCallsNobodyAnswered() {
        var call = Messages.aMessage("call", "+12065550110", REQUESTED)
                .setChannel(Channel.VOICE)
                .setPrice("0.013")
                .build();
        report("call", CarrierReportKind.SUBMITTED, "INITIATED", false, call);
        report("call", CarrierReportKind.RECEIPT, "NO_ANSWER", true, null);

        assertThat(events()).containsExactly("VOICE_INITIATED", "VOICE_NO_ANSWER final");
        assertThat(receipts.values(Topics.DELIVERY_EVENTS).getLast().getTotalMessagePrice())
                .isEqualTo("0");
    }

    private void report(
            String name, CarrierReportKind kind, String status, boolean isFinal, @Nullable Message message) {
        report(name, kind, status, isFinal, message, null);
    }

    private void report(
            String name,
            CarrierReportKind kind,
            String status,
            boolean isFinal,
            @Nullable Message message,
            @Nullable Integer callSeconds) {
        send(reportOf(name, kind, status, isFinal, message, callSeconds));
    }

    private static CarrierReport reportOf(
            String name,
            CarrierReportKind kind,
            String status,
            boolean isFinal,
            @Nullable Message message,
            @Nullable Integer callSeconds) {
        return new CarrierReport(
                Messages.idOf(name),
                kind,
                "simulator",
                "c-1",
                status,
                isFinal,
                null,
                SUBMITTED,
                message,
                callSeconds,
                0,
                1);
    }

    private void send(CarrierReport report) {
        receipts.send(Topics.CARRIER_REPORTS, report.getMessageId(), report);
    }

    private List<String> events() {
        return receipts.values(Topics.DELIVERY_EVENTS).stream()
                .map(ReceiptTest::summary)
                .toList();
    }

    private static String summary(DeliveryEvent event) {
        return event.getEventType() + (event.getIsFinal() ? " final" : "");
    }

    private double counted(String kind) {
        return meters.get("posthorn.send.reports").tag("kind", kind).counter().count();
    }

    private void assertNothingIsOpen() {
        assertThat(receipts.table(Topics.OPEN_MESSAGES).entries()).isEmpty();
        assertThat(receipts.table(Topics.MESSAGE_DEADLINES).entries()).isEmpty();
    }
}
