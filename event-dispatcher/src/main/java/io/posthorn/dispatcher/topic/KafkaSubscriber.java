package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Kafka topics that get a record for each message, keyed by the id of the message it is about. */
final class KafkaSubscriber implements Subscriber {
    private final Producer<String, byte[]> producer;

    KafkaSubscriber(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** As many as there are: what is written at the same time goes to the broker together. */
    @Override
    public int atOnce() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Outcome deliver(Message message, Envelope envelope) throws InterruptedException {
        var text = message.isRaw() ? message.publication().json() : envelope.json();
        var rec = new ProducerRecord<>(
                message.subscription().endpoint(),
                message.publication().messageId(),
                text.getBytes(StandardCharsets.UTF_8));
        message.headers(envelope)
                .forEach((name, value) -> rec.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(rec).get();
            return new Outcome.Delivered();
        } catch (ExecutionException failed) {
            return again(Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (KafkaException failed) {
            return again(failed);
        }
    }

    /** The topic may be made, and the broker come back, at any time. */
    private static Outcome again(Throwable failed) {
        return new Outcome.TryAgain("Kafka did not take it: " + failed.getMessage());
    }
}
