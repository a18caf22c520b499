package io.posthorn.gateway.kafka;

import io.posthorn.core.AccountId;
import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records for requests that wait for them. Bounded: overload is answered and not queued up. Each record tells
 * which gateway wrote it, where that makes it new, and how far that gateway's view of the account's resources had come.
 */
public final class AcknowledgedWriter {
    private static final Logger log = LoggerFactory.getLogger(AcknowledgedWriter.class);

    /** While Kafka is away each request fails; one line in this time says so. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final Codec codec;
    private final ResourceView view;
    private final byte[] instance;
    private final Semaphore free;
    private final int maxInFlight;
    private final AtomicLong lastComplaint = new AtomicLong(System.nanoTime() - SILENCE.toNanos());

    /** @param maxInFlight most records being written at a time */
    public AcknowledgedWriter(
            Producer<String, byte[]> producer, Codec codec, ResourceView view, InstanceId instance, int maxInFlight) {
        this.producer = producer;
        this.codec = codec;
        this.view = view;
        this.instance = instance.bytes();
        this.free = new Semaphore(maxInFlight);
        this.maxInFlight = maxInFlight;
    }

    /** Records being written now. */
    public int inFlight() {
        return maxInFlight - free.availablePermits();
    }

    /** Writes a record and waits until Kafka has it, or the producer has given up. */
    public <V extends SpecificRecord> WriteResult write(Topic<V> topic, String key, V value, AccountId account) {
        return write(topic, key, value, account, true);
    }

    /**
     * Writes a record.
     *
     * @param isNew whether no record with the same id can have been written before; where one can, its reader has to
     *     look
     */
    public <V extends SpecificRecord> WriteResult write(
            Topic<V> topic, String key, V value, AccountId account, boolean isNew) {
        return write(topic, key, value, isNew, headers -> headers.add(view.seen(account)));
    }

    /** The same for a record that is about no account. */
    public <V extends SpecificRecord> WriteResult write(Topic<V> topic, String key, V value) {
        return write(topic, key, value, true, headers -> {});
    }

    private <V extends SpecificRecord> WriteResult write(
            Topic<V> topic, String key, V value, boolean isNew, Consumer<Headers> stamp) {
        if (!free.tryAcquire()) {
            return WriteResult.BUSY;
        }
        try {
            var row = new ProducerRecord<>(topic.name(), key, codec.encode(topic, value));
            if (isNew) {
                row.headers().add(SendRequests.ACCEPTED_BY_HEADER, instance);
            }
            stamp.accept(row.headers());
            producer.send(row).get();
            return WriteResult.KEPT;
        } catch (ExecutionException failed) {
            complain(topic, failed.getCause() == null ? failed : failed.getCause());
            return WriteResult.FAILED;
        } catch (KafkaException | InfrastructureException failed) {
            complain(topic, failed);
            return WriteResult.FAILED;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return WriteResult.FAILED;
        } finally {
            free.release();
        }
    }

    private void complain(Topic<?> topic, Throwable cause) {
        var now = System.nanoTime();
        var last = lastComplaint.get();
        if (now - last >= SILENCE.toNanos() && lastComplaint.compareAndSet(last, now)) {
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("reason", cause.toString())
                    .log("records cannot be written to Kafka");
        }
    }
}
