package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A batch on its way to an endpoint, so many messages at once. None is begun any more once that has gone on for long,
 * or once as many have failed as go out at once: what becomes of the others is decided when more is known.
 */
final class Round<T> {
    /** None is begun later; what has a pace of its own gets a batch that takes no longer. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final List<T> batch;
    private final int atOnce;
    private final Attempt<T> attempt;
    private final LongSupplier nanoTime;
    private final long began;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReferenceArray<Outcome> outcomes;

    /** One try, which takes its time. */
    @FunctionalInterface
    interface Attempt<T> {
        Outcome at(T message) throws InterruptedException;
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Round(List<T> batch, int atOnce, Attempt<T> attempt, LongSupplier nanoTime) {
        this.batch = batch;
        this.atOnce = atOnce;
        this.attempt = attempt;
        this.nanoTime = nanoTime;
        began = nanoTime.getAsLong();
        outcomes = new AtomicReferenceArray<>(batch.size());
    }

    /** @param threads as many as go out at once are taken up */
    CompletableFuture<List<Outcome>> run(Executor threads) {
        var workers = IntStream.range(0, Math.min(atOnce, batch.size()))
                .mapToObj(worker -> CompletableFuture.runAsync(this::work, threads))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(workers)
                .thenApply(done ->
                        IntStream.range(0, batch.size()).mapToObj(outcomes::get).toList());
    }

    private void work() {
        try {
            for (var i = next.getAndIncrement(); i < batch.size(); i = next.getAndIncrement()) {
                var outcome = isOver() ? new Outcome.NotTried() : attempt.at(batch.get(i));
                outcomes.set(i, outcome);
                if (outcome instanceof Outcome.TryAgain) {
                    failed.incrementAndGet();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a message was delivered", interrupted);
        }
    }

    private boolean isOver() {
        return failed.get() >= atOnce || nanoTime.getAsLong() - began > LONGEST.toNanos();
    }
}
