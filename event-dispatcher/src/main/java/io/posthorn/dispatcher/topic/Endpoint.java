package io.posthorn.dispatcher.topic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP address that listens to a topic. Used by many threads. One that keeps failing is left alone for a while, so
 * that a dead endpoint costs the others of the partition little.
 */
final class Endpoint {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final URI uri;
    private final HttpClient client;
    private final DeliveryProperties properties;
    private final CountDownLatch closed;
    private final Semaphore turns;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile long restsUntil = System.nanoTime();

    Endpoint(URI uri, HttpClient client, DeliveryProperties properties, CountDownLatch closed) {
        this.uri = uri;
        this.client = client;
        this.properties = properties;
        this.closed = closed;
        this.turns = new Semaphore(properties.atOnce());
    }

    /** How one attempt went; empty where it went well. */
    private record Trouble(String detail, boolean passing) {}

    /**
     * Posts, several times if necessary.
     *
     * @return what went wrong in the end; empty where the endpoint took it
     */
    Optional<String> post(Notification notification) throws InterruptedException {
        var giveUp = System.nanoTime() + properties.patience().toNanos();
        if (!turns.tryAcquire(properties.patience().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.of("no turn within " + properties.patience());
        }
        try {
            return postInTurn(notification, giveUp);
        } finally {
            turns.release();
        }
    }

    private Optional<String> postInTurn(Notification notification, long giveUp) throws InterruptedException {
        var backoff = properties.firstBackoff();
        for (int attempt = 1; ; attempt++) {
            if (restsUntil - System.nanoTime() > 0) {
                return Optional.of("the endpoint has failed too often and is left alone");
            }
            var left = Duration.ofNanos(giveUp - System.nanoTime());
            if (!left.isPositive()) {
                return Optional.of("not taken within " + properties.patience());
            }
            var trouble = attempt(notification, left);
            if (trouble.isEmpty()) {
                failuresInARow.set(0);
                return Optional.empty();
            }
            noteFailure();
            if (!trouble.get().passing() || attempt == properties.attempts()) {
                return Optional.of(trouble.get().detail());
            }
            if (closed.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("the dispatcher stops");
            }
            backoff = backoff.multipliedBy(2);
        }
    }

    private Optional<Trouble> attempt(Notification notification, Duration left) throws InterruptedException {
        var timeout = left.compareTo(properties.requestTimeout()) < 0 ? left : properties.requestTimeout();
        var request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("x-amz-sns-message-type", Notification.TYPE)
                .header("x-amz-sns-message-id", notification.messageId())
                .header("x-amz-sns-topic-arn", notification.topicArn())
                .POST(HttpRequest.BodyPublishers.ofString(notification.json()))
                .build();
        try {
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return Optional.empty();
            }
            var passing = status / 100 == 5 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
            return Optional.of(new Trouble("the endpoint answered " + status, passing));
        } catch (IOException failed) {
            return Optional.of(new Trouble("the endpoint could not be reached: " + failed, true));
        }
    }

    private void noteFailure() {
        if (failuresInARow.incrementAndGet() >= properties.failuresInARow()) {
            restsUntil = System.nanoTime() + properties.rest().toNanos();
            // The first failure after the rest begins the next one.
            failuresInARow.set(properties.failuresInARow() - 1);
        }
    }
}
