package io.posthorn.gateway.handset;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages carriers were given lately. The topic is read when somebody asks: while nobody does, it costs nothing.
 * What it looks at is bounded, and so what it remembers.
 */
public final class RecentSubmissions implements Handsets.Messages, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecentSubmissions.class);

    /** How far it looks back, in records of each partition. */
    private static final long MOST_RECORDS = 10_000;

    private static final int MOST_MESSAGES = 5_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final Predicate<Received> kept;
    private final Codec codec;
    private final Deque<Received> newestFirst = new ArrayDeque<>();
    private @Nullable Consumer<String, byte[]> consumer;

    /**
     * Reads nothing yet.
     *
     * @param kept which messages are worth remembering
     */
    RecentSubmissions(KafkaClients clients, Predicate<Received> kept) {
        this.clients = clients;
        this.kept = kept;
        codec = clients.codec();
    }

    /**
     * Those that match as things stand now, the newest first.
     *
     * @throws org.apache.kafka.common.KafkaException where Kafka cannot be read
     */
    @Override
    public synchronized List<Received> find(Predicate<Received> wanted) {
        var reading = reading();
        var ends = reading.endOffsets(reading.assignment());
        ends.forEach((partition, end) -> {
            if (reading.position(partition) < end - MOST_RECORDS) {
                reading.seek(partition, end - MOST_RECORDS);
            }
        });
        var behind = new HashSet<>(ends.keySet());
        var began = System.nanoTime();
        while (!behind.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
            reading.poll(POLL).forEach(row -> read(row.value()));
            behind.removeIf(partition -> reading.position(partition) >= ends.getOrDefault(partition, 0L));
        }
        return newestFirst.stream().filter(wanted).toList();
    }

    private Consumer<String, byte[]> reading() {
        var reading = consumer;
        if (reading == null) {
            reading = clients.catchUpConsumer();
            consumer = reading;
            Stream<TopicPartition> partitions = reading.partitionsFor(Topics.CARRIER_SUBMISSIONS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()));
            reading.assign(partitions.toList());
            reading.seekToBeginning(reading.assignment());
        }
        return reading;
    }

    private void read(byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            var received = Received.of(codec.decode(Topics.CARRIER_SUBMISSIONS, value));
            if (kept.test(received)) {
                newestFirst.addFirst(received);
            }
            if (newestFirst.size() > MOST_MESSAGES) {
                newestFirst.removeLast();
            }
        } catch (UnreadableRecordException unreadable) {
            log.atDebug().addKeyValue("reason", unreadable.getMessage()).log("record left out");
        }
    }

    @Override
    public synchronized void close() {
        var reading = consumer;
        if (reading != null) {
            reading.close();
        }
    }
}
