package io.posthorn.send.carrier.simulator;

import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier that behaves as its script says. What it owes, answers and receipts, is in memory: like with a carrier, a
 * crash in between leaves messages without.
 */
final class ScriptedCarrier implements Carrier {
    private static final Logger log = LoggerFactory.getLogger(ScriptedCarrier.class);

    /** Most messages with receipts to come, some 200 bytes each; of further ones the receipts are lost. */
    private static final int MOST_OWED = 100_000;

    private final String name;
    private final Script script;
    private final CarrierReceipts receipts;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Instant began;
    private final AtomicInteger owed = new AtomicInteger();
    private long second;
    private int takenInSecond;

    ScriptedCarrier(String name, Script script, CarrierReceipts receipts, ScheduledExecutorService timer, Clock clock) {
        this.name = name;
        this.script = script;
        this.receipts = receipts;
        this.timer = timer;
        this.clock = clock;
        began = clock.instant();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Message message) {
        var now = clock.instant();
        var down = script.downUntil(began, now);
        if (down.isPresent()) {
            return answer(new TryLater(Duration.between(now, down.get()), "disconnected"));
        }
        if (!hasRoom(now)) {
            return answer(new TryLater(untilNextSecond(now), "throttled"));
        }
        var id = message.getMessageId();
        if (!script.isAnswered(id)) {
            return new CompletableFuture<>();
        }
        var played = script.isReported(id)
                ? PlayedReceipts.of(message, script.outcome(message.getDestinationPhoneNumber()))
                : List.<Receipt>of();
        if (script.receiptAfter().isZero()) {
            return answer(new Accepted(id, played));
        }
        if (!played.isEmpty() && owed.incrementAndGet() <= MOST_OWED) {
            after(script.answerAfter().plus(script.receiptAfter()), () -> report(id, played));
        } else if (!played.isEmpty()) {
            owed.decrementAndGet();
        }
        return answer(new Accepted(id, List.of()));
    }

    private CompletableFuture<SubmitResult> answer(SubmitResult result) {
        if (script.answerAfter().isZero()) {
            return CompletableFuture.completedFuture(result);
        }
        var answer = new CompletableFuture<SubmitResult>();
        after(script.answerAfter(), () -> answer.complete(result));
        return answer;
    }

    private synchronized boolean hasRoom(Instant now) {
        if (script.rate() == 0) {
            return true;
        }
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            takenInSecond = 0;
        }
        takenInSecond++;
        return takenInSecond <= script.rate();
    }

    private static Duration untilNextSecond(Instant now) {
        return Duration.between(now, Instant.ofEpochSecond(now.getEpochSecond() + 1));
    }

    private void report(String messageId, List<Receipt> played) {
        owed.decrementAndGet();
        for (var receipt : played) {
            var unused = receipts.report(name, messageId, messageId, receipt).exceptionally(failed -> {
                log.atWarn()
                        .addKeyValue("messageId", messageId)
                        .addKeyValue("carrier", name)
                        .addKeyValue("reason", failed.toString())
                        .log("a played receipt is lost");
                return null;
            });
        }
    }

    private void after(Duration delay, Runnable task) {
        var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
