package io.posthorn.send.carrier;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Receipts into the topic of reports. Safe for many threads. */
final class KafkaCarrierReceipts implements CarrierReceipts, AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Codec codec;
    private final Clock clock;

    KafkaCarrierReceipts(KafkaClients clients, Clock clock) {
        producer = clients.promptProducer();
        codec = clients.codec();
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> report(
            String carrier, String messageId, String carrierMessageId, SubmitResult.Receipt receipt) {
        var report = CarrierReports.receipt(messageId, carrier, carrierMessageId, receipt, clock.instant());
        var written = new CompletableFuture<Void>();
        try {
            var row = new ProducerRecord<>(
                    Topics.CARRIER_REPORTS.name(), messageId, codec.encode(Topics.CARRIER_REPORTS, report));
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
