package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.table.TableStore;
import io.posthorn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the local copy of a table's partition to the state of its topic. */
final class TableRestorer {
    private static final Logger log = LoggerFactory.getLogger(TableRestorer.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** How long no record may come. How long all of them take depends on how many there are. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaClients clients;
    private final StateDirectory state;
    private final String stage;
    private final Clock clock;

    /** @param stage whose copies they are; they are kept by topic and partition */
    TableRestorer(KafkaClients clients, StateDirectory state, String stage, Clock clock) {
        this.clients = clients;
        this.state = state;
        this.stage = stage;
        this.clock = clock;
    }

    /**
     * Opens the copy and reads what it lacks. What counts as the end is the end of the log, open transactions included:
     * the transaction of the previous owner may be committed already while its mark is still on the way, so we wait for
     * it to be decided.
     */
    TableStore restore(Topic<?> topic, int partition) {
        return restore(topic, partition, IsolationLevel.READ_UNCOMMITTED, each -> Optional.of(each.key()));
    }

    /** The same for an archive. What is not committed yet comes to the stage when it is. */
    TableStore restore(StageSpec.Archived<?> archived, int partition) {
        return restore(archived.topic(), partition, IsolationLevel.READ_COMMITTED, archived::place);
    }

    /** @param keys of the entries that records stand for; none where one stands for nothing */
    private TableStore restore(
            Topic<?> topic,
            int partition,
            IsolationLevel isolation,
            Function<ConsumerRecord<String, byte[]>, Optional<String>> keys) {
        var place = state.of(stage).resolve(topic.name()).resolve(Integer.toString(partition));
        var source = new TopicPartition(topic.name(), partition);
        var started = clock.instant();
        var end = endOfLog(source, isolation);
        var store = state.open(place, Map.of(partition, end), started);
        try (var consumer = clients.catchUpConsumer()) {
            read(consumer, source, end, store, keys, started);
            store.confirm(started);
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
        return store;
    }

    private void read(
            Consumer<String, byte[]> consumer,
            TopicPartition source,
            long end,
            TableStore store,
            Function<ConsumerRecord<String, byte[]>, Optional<String>> keys,
            Instant started) {
        consumer.assign(List.of(source));
        var position = store.position(source.partition());
        if (position.isPresent()) {
            consumer.seek(source, position.get());
        } else {
            consumer.seekToBeginning(List.of(source));
        }
        var asOf = store.asOf().orElse(started);
        var lastProgress = started;
        var restored = 0L;
        var reached = consumer.position(source);
        while (reached < end) {
            var changes = new TreeMap<String, Optional<byte[]>>();
            for (var each : consumer.poll(POLL).records(source)) {
                keys.apply(each).ifPresent(key -> changes.put(key, Optional.ofNullable(each.value())));
                restored++;
            }
            var now = clock.instant();
            if (consumer.position(source) > reached) {
                reached = consumer.position(source);
                lastProgress = now;
                store.apply(changes, source.partition(), reached, asOf);
            } else if (now.isAfter(lastProgress.plus(PATIENCE))) {
                throw new InfrastructureException(
                        "table " + source + " did not reach its end", new IllegalStateException("timed out"));
            }
        }
        if (restored > 0) {
            store.settle();
            log.atInfo()
                    .addKeyValue("table", source)
                    .addKeyValue("records", restored)
                    .addKeyValue("took", Duration.between(started, clock.instant()))
                    .log("table restored");
        }
    }

    private long endOfLog(TopicPartition source, IsolationLevel isolation) {
        try (Admin admin = clients.admin()) {
            return admin.listOffsets(Map.of(source, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
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
}
