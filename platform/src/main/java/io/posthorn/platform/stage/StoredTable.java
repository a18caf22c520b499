package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.platform.table.TableStore;
import io.posthorn.schemas.topic.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * A table as the stage sees it: the committed entries of its store beneath the changes of the batch in hand. An entry
 * that comes and goes within one batch leaves no trace, neither in the store nor in the topic.
 */
final class StoredTable<V extends SpecificRecord> implements Table<V> {
    private final Topic<V> topic;
    private final Codec codec;
    private final TableStore store;

    /** Where the table's topic went on when this was last committed. */
    private long end;

    /** Changes of the batch; an empty value removes. Keys sort like their UTF-8 bytes outside of surrogate pairs. */
    private final NavigableMap<String, Optional<byte[]>> changes = new TreeMap<>();

    /** Takes back what the record in hand changed, newest first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** Keys whose change stays out of the topic. */
    private final Set<String> localOnly = new HashSet<>();

    StoredTable(Topic<V> topic, Codec codec, TableStore store, int partition) {
        this.topic = topic;
        this.codec = codec;
        this.store = store;
        end = store.position(partition).orElse(0L);
    }

    @Override
    public Optional<V> get(String key) {
        var change = changes.get(key);
        if (change != null) {
            return change.map(this::decode);
        }
        return Optional.ofNullable(store.get(key)).map(this::decode);
    }

    @Override
    public void put(String key, V value) {
        if (key.isEmpty() || key.charAt(0) < ' ') {
            throw new IllegalArgumentException("a table key must be text");
        }
        localOnly.remove(key);
        change(key, Optional.of(codec.encode(topic, value)));
    }

    @Override
    public void delete(String key) {
        localOnly.remove(key);
        remove(key);
    }

    @Override
    public void forget(String key) {
        remove(key);
        if (changes.containsKey(key)) {
            localOnly.add(key);
        }
    }

    private void remove(String key) {
        if (store.get(key) == null) {
            remember(key);
            changes.remove(key);
        } else {
            change(key, Optional.empty());
        }
    }

    private void change(String key, Optional<byte[]> value) {
        remember(key);
        changes.put(key, value);
    }

    private void remember(String key) {
        var before = changes.get(key);
        undo.push(before == null ? () -> changes.remove(key) : () -> changes.put(key, before));
    }

    @Override
    public List<Entry<V>> page(String prefix, String after, int limit) {
        var merged = new TreeMap<String, Optional<byte[]>>();
        var from = after.compareTo(prefix) > 0 ? after : prefix;
        for (var change : changes.tailMap(from, true).entrySet()) {
            if (!change.getKey().startsWith(prefix)) {
                break;
            }
            if (!change.getKey().equals(after)) {
                merged.put(change.getKey(), change.getValue());
            }
        }
        var removed = merged.values().stream().filter(Optional::isEmpty).count();
        // Enough stored entries that those removed by this batch can be left out again.
        var stored = store.page(prefix, after, Math.toIntExact(limit + removed));
        for (var entry : stored) {
            merged.putIfAbsent(entry.getKey(), Optional.of(entry.getValue()));
        }
        var page = new ArrayList<Entry<V>>();
        for (var entry : merged.entrySet()) {
            if (page.size() == limit) {
                break;
            }
            entry.getValue().ifPresent(value -> page.add(new Entry<>(entry.getKey(), decode(value))));
        }
        return page;
    }

    @Override
    public long changes() {
        return end;
    }

    private V decode(byte[] bytes) {
        try {
            return codec.decode(topic, bytes);
        } catch (UnreadableRecordException unreadable) {
            throw new InfrastructureException("an entry of table " + topic + " cannot be read", unreadable);
        }
    }

    Topic<V> topic() {
        return topic;
    }

    TableStore store() {
        return store;
    }

    /** The record in hand went well. */
    void keepRecord() {
        undo.clear();
    }

    /** The record in hand failed: everything is again as it was before it. */
    void undoRecord() {
        undo.forEach(Runnable::run);
        undo.clear();
    }

    /** Hands over each change that has to reach the topic; no value means a tombstone. */
    void publish(BiConsumer<String, Optional<byte[]>> topicWriter) {
        changes.forEach((key, value) -> {
            if (!localOnly.contains(key)) {
                topicWriter.accept(key, value);
            }
        });
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    /** The batch is committed: its changes become part of the store. */
    void commit(int partition, long position, Instant now) {
        store.apply(changes, partition, position, now);
        end = position;
        changes.clear();
        localOnly.clear();
    }
}
