package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Kafka topics that get a record for each message, keyed by the id of the message it is about. */
final class KafkaSubscriber implements Subscriber {
    private final Producer<String, byte[]> producer;
    private final Executor threads;

    /** @param threads may be blocked for as long as Kafka takes to find a topic */
    KafkaSubscriber(Producer<String, byte[]> producer, Executor threads) {
        this.producer = producer;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Outcome> deliver(Message message, Envelope envelope) {
        var text = message.isRaw() ? message.publication().json() : envelope.json();
        var rec = new ProducerRecord<>(
                message.subscription().endpoint(),
                message.publication().messageId(),
                text.getBytes(StandardCharsets.UTF_8));
        message.headers(envelope)
                .forEach((name, value) -> rec.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var outcome = new CompletableFuture<Outcome>();
        threads.execute(() -> {
            try {
                var unused = producer.send(
                        rec,
                        (metadata, failed) ->
                                outcome.complete(failed == null ? new Outcome.Delivered() : again(failed)));
            } catch (KafkaException failed) {
                outcome.complete(again(failed));
            }
        });
        return outcome;
    }

    /** The topic may be made, and the broker come back, at any time. */
    private static Outcome again(Exception failed) {
        return new Outcome.TryAgain("Kafka did not take it: " + failed.getMessage());
    }
}
