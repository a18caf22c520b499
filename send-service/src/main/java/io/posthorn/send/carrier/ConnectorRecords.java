package io.posthorn.send.carrier;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.topic.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes down what carriers tell on their own account. Safe for many threads. */
final class ConnectorRecords implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Codec codec;

    ConnectorRecords(KafkaClients clients) {
        producer = clients.promptProducer();
        codec = clients.codec();
    }

    /** Done when the record is safe. */
    <V extends SpecificRecord> CompletableFuture<Void> write(Topic<V> topic, String key, V value) {
        var written = new CompletableFuture<Void>();
        try {
            var row = new ProducerRecord<>(topic.name(), key, codec.encode(topic, value));
            var unused = producer.send(row, (position, failed) -> {
                if (failed == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(failed);
                }
            });
        } catch (KafkaException failed) {
            written.completeExceptionally(failed);
        }
        return written;
    }

    @Override
    public void close() {
        producer.close();
    }
}
