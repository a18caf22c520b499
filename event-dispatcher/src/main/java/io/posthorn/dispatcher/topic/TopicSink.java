package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.platform.kafka.InfrastructureException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Posts events to the endpoints of topics, those of a batch at the same time; like topics do, without keeping their
 * order.
 */
public final class TopicSink implements BatchSink {
    private final Endpoints endpoints;
    private final Clock clock;
    private final List<Delivery> batch = new ArrayList<>();

    private record Delivery(BatchPublication publication, Future<Optional<String>> trouble) {}

    public TopicSink(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public boolean append(BatchPublication publication) {
        var listening = endpoints.of(publication.target().name());
        if (listening.isEmpty()) {
            return false;
        }
        var notification = Notification.of(publication, clock.instant());
        for (var endpoint : listening) {
            batch.add(new Delivery(publication, endpoints.start(() -> endpoint.post(notification))));
        }
        return true;
    }

    @Override
    public List<Failure> flush() {
        var failures = new ArrayList<Failure>();
        for (var delivery : batch) {
            await(delivery).ifPresent(detail -> failures.add(new Failure(delivery.publication(), detail)));
        }
        batch.clear();
        return failures;
    }

    /** An endpoint bounds the time it takes by itself. */
    private static Optional<String> await(Delivery delivery) {
        try {
            return delivery.trouble().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while events were posted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                throw new InfrastructureException("stopped while events were posted", failed);
            }
            return Optional.of(String.valueOf(failed.getCause()));
        }
    }
}
