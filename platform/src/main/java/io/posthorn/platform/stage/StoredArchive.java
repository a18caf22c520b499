package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.platform.table.TableStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An archive in a local store. What it holds does not depend on what the stage commits: all of it comes from records
 * that others have committed, and a record that comes again is put where it was.
 */
final class StoredArchive<V extends SpecificRecord> implements Archive<V> {
    private final StageSpec.Archived<V> archived;
    private final Codec codec;
    private final TableStore store;
    private final int partition;

    /** Changes that are not in the store yet; an empty value removes. */
    private final TreeMap<String, Optional<byte[]>> pending = new TreeMap<>();

    /** Of the first record of the topic that is not here. */
    private long next;

    StoredArchive(StageSpec.Archived<V> archived, Codec codec, TableStore store, int partition) {
        this.archived = archived;
        this.codec = codec;
        this.store = store;
        this.partition = partition;
        next = store.position(partition).orElse(0L);
    }

    void add(ConsumerRecord<String, byte[]> record) {
        archived.place(record).ifPresent(place -> pending.put(place, Optional.of(record.value())));
        next = Math.max(next, record.offset() + 1);
    }

    @Override
    public void forget(String key) {
        pending.put(key, Optional.empty());
    }

    @Override
    public List<V> find(String prefix, int limit) {
        var found = new ArrayList<V>();
        for (var entry : page(prefix, limit)) {
            try {
                found.add(codec.decode(archived.topic(), entry.getValue()));
            } catch (UnreadableRecordException unreadable) {
                // Whoever handles the topic's records has parked it.
            }
        }
        return found;
    }

    @Override
    public List<String> keys(int limit) {
        return page("", limit).stream().map(Map.Entry::getKey).toList();
    }

    private List<Map.Entry<String, byte[]>> page(String prefix, int limit) {
        if (!pending.isEmpty()) {
            save(store.asOf().orElse(Instant.EPOCH));
        }
        return store.page(prefix, "", limit);
    }

    TableStore store() {
        return store;
    }

    /** Puts what is pending into the store, which holds everything up to now with it. */
    void save(Instant now) {
        store.apply(pending, partition, next, now);
        pending.clear();
    }
}
