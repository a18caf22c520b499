package io.posthorn.send.carrier.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedCarrierTest {
    private final ManualClock clock = new ManualClock();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> reported = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void answersWithReceiptsAtOnceWhereNothingElseIsSaid() {
        assertThat(carrier(script(Map.of(), 0, 0, 0, 0, 0)).submit(message("m")))
                .isCompletedWithValueMatching(answer -> answer instanceof Accepted accepted
                        && accepted.receipts().stream()
                                .map(Receipt::status)
                                .toList()
                                .equals(List.of(MessageStatus.SUCCESSFUL, MessageStatus.DELIVERED)));
    }

    @Test
    void endsMessagesAsTheScriptSays() {
        var carrier = carrier(script(Map.of("1425", MessageStatus.SPAM), 0, 0, 0, 0, 0));

        assertThat(receipts(carrier.submit(message("m"))))
                .containsExactly(new Receipt(MessageStatus.SPAM, true, "simulated"));
    }

    @Test
    void endsCallsInTheWordsOfCalls() {
        var call = Message.newBuilder(message("call")).setChannel(Channel.VOICE).build();

        assertThat(receipts(carrier(script(Map.of("*", MessageStatus.BUSY), 0, 0, 0, 0, 0))
                        .submit(call)))
                .extracting(Receipt::status)
                .containsExactly(MessageStatus.RINGING, MessageStatus.BUSY);
        assertThat(receipts(carrier(script(Map.of("*", MessageStatus.SPAM), 0, 0, 0, 0, 0))
                        .submit(call)))
                .extracting(Receipt::status)
                .containsExactly(MessageStatus.RINGING, MessageStatus.NO_ANSWER);
    }

    @Test
    void takesItsTimeToAnswer() {
        var answer = carrier(script(Map.of(), 100, 0, 0, 0, 0)).submit(message("m"));

        assertThat(answer).isNotDone();
        await().atMost(Duration.ofSeconds(10)).until(answer::isDone);
        assertThat(receipts(answer)).hasSize(2);
    }

    @Test
    void neverAnswersWhatIsLost() {
        var answer = carrier(script(Map.of(), 0, 1, 0, 0, 0)).submit(message("m"));

        assertThat(answer).isNotDone();
    }

    @Test
    void reportsLater() {
        assertThat(receipts(carrier(script(Map.of(), 0, 0, 50, 0, 0)).submit(message("m"))))
                .isEmpty();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(reported)
                        .containsExactly(Messages.idOf("m") + " SUCCESSFUL", Messages.idOf("m") + " DELIVERED"));
    }

    @Test
    void neverReportsWhatIsLost() {
        assertThat(receipts(carrier(script(Map.of(), 0, 0, 0, 1, 0)).submit(message("m"))))
                .isEmpty();
        assertThat(receipts(carrier(script(Map.of(), 0, 0, 1, 1, 0)).submit(message("n"))))
                .isEmpty();
        assertThat(reported).isEmpty();
    }

    @Test
    void takesNoMoreThanItsRateInASecond() {
        var carrier = carrier(script(Map.of(), 0, 0, 0, 0, 2));
        clock.advance(Duration.ofMillis(400));

        assertThat(receipts(carrier.submit(message("1")))).hasSize(2);
        assertThat(receipts(carrier.submit(message("2")))).hasSize(2);
        assertThat(carrier.submit(message("3")))
                .isCompletedWithValue(new TryLater(Duration.ofMillis(600), "throttled"));
        clock.advance(Duration.ofMillis(600));

        assertThat(receipts(carrier.submit(message("3")))).hasSize(2);
    }

    @Test
    void takesNothingWhileItIsDown() {
        var carrier = carrier(new Script(
                Map.of(), Duration.ZERO, 0, Duration.ZERO, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(5)));
        clock.advance(Duration.ofSeconds(12));

        assertThat(carrier.submit(message("m")))
                .isCompletedWithValue(new TryLater(Duration.ofSeconds(3), "disconnected"));
        clock.advance(Duration.ofSeconds(3));

        assertThat(receipts(carrier.submit(message("m")))).hasSize(2);
    }

    private static Script script(
            Map<String, MessageStatus> outcomes,
            int answerAfterMillis,
            double unanswered,
            int receiptAfterMillis,
            double receiptsLost,
            int rate) {
        return new Script(
                outcomes,
                Duration.ofMillis(answerAfterMillis),
                unanswered,
                Duration.ofMillis(receiptAfterMillis),
                receiptsLost,
                rate,
                Duration.ZERO,
                Duration.ZERO);
    }

    private ScriptedCarrier carrier(Script script) {
        return new ScriptedCarrier("flaky", script, new Receipts(), timer, clock);
    }

    private final class Receipts implements CarrierReceipts {
        @Override
        public CompletableFuture<Void> report(
                String carrier, String messageId, String carrierMessageId, Receipt receipt) {
            reported.add(messageId + " " + receipt.status());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> report(String connection, String carrierMessageId, Receipt receipt) {
            throw new AssertionError("a played carrier knows our ids");
        }
    }

    private Message message(String name) {
        return Messages.aMessage(name, "+12065550110", clock.instant()).build();
    }

    private static List<Receipt> receipts(CompletableFuture<SubmitResult> answer) {
        return ((Accepted) answer.join()).receipts();
    }
}
