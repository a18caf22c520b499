package io.posthorn.send.carrier.smpp;

import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.References;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way through one connection, part by part. All parts go at once, as far as the window that was kept
 * for it allows. A part the carrier puts off goes again by itself: the others may be there already.
 */
final class SmppSubmission {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final int MOST_RETRIES = 3;
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    /** An answer that has not come by then has been lost, and its place in the window is given to others. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);

    private final String connection;
    private final SmppBind bind;
    private final Pace pace;
    private final SubmitError.Table errors;
    private final ReceiptReader ids;
    private final List<byte[]> bodies;
    private final IntConsumer release;
    private final CompletableFuture<SubmitResult> result = new CompletableFuture<>();
    private final String[] given;
    private final Deque<Integer> toSend = new ArrayDeque<>();
    private final Map<Integer, CompletableFuture<Pdu>> unanswered = new HashMap<>();
    private int window;
    private int accepted;
    private int retries;
    private @Nullable Duration pause;
    private @Nullable SubmitResult end;
    private @Nullable Throwable doubt;

    /**
     * @param window how many parts may be without an answer
     * @param release gives back what is not needed any more of that
     */
    SmppSubmission(
            String connection,
            SmppBind bind,
            Pace pace,
            SubmitError.Table errors,
            ReceiptReader ids,
            List<byte[]> bodies,
            int window,
            IntConsumer release) {
        this.connection = connection;
        this.bind = bind;
        this.pace = pace;
        this.errors = errors;
        this.ids = ids;
        this.bodies = List.copyOf(bodies);
        this.window = window;
        this.release = release;
        given = new String[bodies.size()];
        for (int i = 0; i < bodies.size(); i++) {
            toSend.add(i);
        }
    }

    /** Begins. */
    CompletableFuture<SubmitResult> begin() {
        var unused = result.whenComplete((done, failed) -> ended());
        sendMore();
        return result;
    }

    private synchronized void sendMore() {
        while (!result.isDone() && isGoingOn() && !toSend.isEmpty() && unanswered.size() < window) {
            var part = toSend.remove();
            var answer = bind.request(Pdu.SUBMIT_SM, bodies.get(part));
            unanswered.put(part, answer);
            var unused = answer.whenComplete((pdu, failed) -> answered(part, pdu, failed));
        }
    }

    private boolean isGoingOn() {
        return end == null && doubt == null && pause == null;
    }

    private synchronized void answered(int part, @Nullable Pdu pdu, @Nullable Throwable failed) {
        unanswered.remove(part);
        if (result.isDone()) {
            give(1);
            return;
        }
        if (pdu != null) {
            take(part, pdu);
        } else if (failed instanceof SmppBind.NotSentException && accepted == 0) {
            end = new TryLater(THROTTLED, "connection lost");
        } else {
            doubt = failed == null ? new IllegalStateException("no answer") : failed;
        }
        if (isGoingOn()) {
            sendMore();
        }
        if (unanswered.isEmpty()) {
            conclude();
        }
    }

    private void take(int part, Pdu pdu) {
        if (pdu.status() == Pdu.OK && pdu.isAnswerTo(Pdu.SUBMIT_SM)) {
            given[part] = ids.inAnswers(pdu.body().text());
            accepted++;
            return;
        }
        var code = pdu.status() == Pdu.OK ? Pdu.UNKNOWN_ERROR : pdu.status();
        var error = errors.of(code);
        var detail = "%s 0x%08X".formatted(error.name(), code);
        switch (error.action()) {
            case REFUSE -> end = new Refused(error.status(), detail);
            case RETRY -> {
                toSend.add(part);
                pause = FIRST_RETRY.multipliedBy(1L << retries);
                if (retries++ == MOST_RETRIES) {
                    end = new Refused(error.status(), detail);
                }
            }
            case THROTTLE -> {
                pace.slowDown(System.nanoTime());
                toSend.add(part);
                pause = THROTTLED;
            }
            case RECONNECT -> {
                end = new TryLater(THROTTLED, detail);
                bind.close(detail);
            }
        }
    }

    /** Nothing is under way: what now? */
    private void conclude() {
        if (doubt != null) {
            result.completeExceptionally(doubt);
        } else if (end instanceof TryLater later && accepted > 0) {
            result.completeExceptionally(new SmppBind.LostException(later.detail()));
        } else if (end != null) {
            result.complete(end);
        } else if (pause != null && accepted == 0 && retries == 0) {
            result.complete(new TryLater(pause, "throttled"));
        } else if (pause != null) {
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::goOn);
        } else if (toSend.isEmpty()) {
            var all = List.of(given);
            result.complete(new SubmitResult.Accepted(all.getFirst(), List.of(), new References(connection, all)));
        }
    }

    private synchronized void goOn() {
        pause = null;
        sendMore();
    }

    /** Its place in the window goes to others, except for what the carrier still owes answers to. */
    private synchronized void ended() {
        give(window - unanswered.size());
        if (!unanswered.isEmpty()) {
            CompletableFuture.delayedExecutor(LOST_AFTER.toSeconds(), TimeUnit.SECONDS)
                    .execute(this::giveUp);
        }
    }

    private synchronized void giveUp() {
        List.copyOf(unanswered.values()).forEach(answer -> answer.cancel(false));
    }

    private void give(int places) {
        var unused = Math.min(places, window);
        window -= unused;
        release.accept(unused);
    }
}
