package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the local copy of a table's partition to the state of its topic. */
final class TableRestorer {
    private static final Logger log = LoggerFactory.getLogger(TableRestorer.class);

    /**
     * A copy older than this is thrown away: Kafka drops tombstones a day after compaction, and a copy that missed one
     * would keep an entry for ever.
     */
    private static final Duration OLDEST_COPY = Duration.ofHours(12);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final KafkaClients clients;
    private final TableMemory memory;
    private final Path directory;
    private final Clock clock;

    /** @param directory of this stage; copies live below it by topic and partition */
    TableRestorer(KafkaClients clients, TableMemory memory, Path directory, Clock clock) {
        this.clients = clients;
        this.memory = memory;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens the copy and reads what it lacks. What counts as the end is the end of the log, open transactions included:
     * the transaction of the previous owner may be committed already while its mark is still on the way, so we wait for
     * it to be decided.
     */
    TableStore restore(Topic<?> topic, int partition) {
        var place = directory.resolve(topic.name()).resolve(Integer.toString(partition));
        var source = new TopicPartition(topic.name(), partition);
        var end = endOfLog(source);
        var store = open(place);
        var stale = store.olderThan(OLDEST_COPY, clock.instant())
                || store.position().filter(position -> position > end).isPresent();
        if (stale) {
            store.close();
            delete(place);
            store = open(place);
        }
        try (var consumer = clients.catchUpConsumer()) {
            read(consumer, source, end, store);
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
        return store;
    }

    private void read(Consumer<String, byte[]> consumer, TopicPartition source, long end, TableStore store) {
        consumer.assign(List.of(source));
        var position = store.position();
        if (position.isPresent()) {
            consumer.seek(source, position.get());
        } else {
            consumer.seekToBeginning(List.of(source));
        }
        var giveUp = clock.instant().plus(PATIENCE);
        var started = clock.instant();
        var restored = 0L;
        while (consumer.position(source) < end) {
            var changes = new TreeMap<String, Optional<byte[]>>();
            for (var each : consumer.poll(POLL).records(source)) {
                changes.put(each.key(), Optional.ofNullable(each.value()));
                restored++;
            }
            store.apply(changes, consumer.position(source), clock.instant());
            if (clock.instant().isAfter(giveUp)) {
                throw new InfrastructureException(
                        "table " + source + " did not reach its end", new IllegalStateException("timed out"));
            }
        }
        if (restored > 0) {
            log.atInfo()
                    .addKeyValue("table", source)
                    .addKeyValue("records", restored)
                    .addKeyValue("took", Duration.between(started, clock.instant()))
                    .log("table restored");
        }
    }

    private long endOfLog(TopicPartition source) {
        try (Admin admin = clients.admin()) {
            return admin.listOffsets(
                            Map.of(source, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(source)
                    .get()
                    .offset();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while looking at " + source, interrupted);
        } catch (ExecutionException failed) {
            throw new InfrastructureException("cannot find the end of " + source, failed);
        }
    }

    private TableStore open(Path place) {
        try {
            Files.createDirectories(place);
        } catch (IOException failed) {
            throw new InfrastructureException("cannot create " + place, failed);
        }
        return TableStore.open(memory, place);
    }

    private static void delete(Path place) {
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new InfrastructureException("cannot remove the stale copy in " + place, failed);
        }
    }
}
