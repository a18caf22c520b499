package io.posthorn.platform.view;

import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.table.TableStore;
import io.posthorn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each key of a topic, kept on disk in the order of the keys: for topics of which memory cannot
 * hold everything. A restart goes on where the copy ends. Any thread may ask.
 */
public final class StoredView<V extends SpecificRecord> implements ViewContent<V>, AutoCloseable {
    /** Well below the age at which copies are thrown away. */
    private static final Duration CONFIRMATION = Duration.ofMinutes(10);

    private static final int PAGE = 250;

    private final Topic<V> topic;
    private final Function<V, byte[]> packing;
    private final StateDirectory state;
    private final Clock clock;

    /** Held for reading by who uses the store, so that it is not closed meanwhile. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private @Nullable TableStore store;
    private Instant asOf = Instant.EPOCH;
    private boolean isSettled;

    /** @param packing what is kept of a value */
    public StoredView(Topic<V> topic, Function<V, byte[]> packing, StateDirectory state, Clock clock) {
        this.topic = topic;
        this.packing = packing;
        this.state = state;
        this.clock = clock;
    }

    /** Follows the topic into this content. */
    public TopicView<V> follow(KafkaClients clients) {
        return new TopicView<>(topic, clients, this);
    }

    /** What is kept of the value of a key. */
    public Optional<byte[]> find(String key) {
        return Optional.ofNullable(reading(open -> open.get(key), null));
    }

    /**
     * The entries whose keys begin with {@code prefix} and come after {@code after}, in order, read while the stream
     * is. What changes meanwhile may or may not be seen.
     */
    public Stream<Map.Entry<String, byte[]>> after(String prefix, String after) {
        return Stream.iterate(
                        page(prefix, after),
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE
                                ? List.of()
                                : page(prefix, page.getLast().getKey()))
                .flatMap(List::stream);
    }

    private List<Map.Entry<String, byte[]>> page(String prefix, String after) {
        return Objects.requireNonNull(reading(open -> open.page(prefix, after, PAGE), List.of()));
    }

    private <T> @Nullable T reading(Function<TableStore, @Nullable T> question, @Nullable T otherwise) {
        inUse.readLock().lock();
        try {
            var open = store;
            return open == null ? otherwise : question.apply(open);
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public Map<Integer, Long> begin(Map<Integer, Long> ends) {
        close();
        var now = clock.instant();
        var opened = state.open(state.of("view").resolve(topic.name()), ends, now);
        asOf = opened.asOf().orElse(now);
        isSettled = false;
        inUse.writeLock().lock();
        try {
            store = opened;
        } finally {
            inUse.writeLock().unlock();
        }
        var positions = new HashMap<Integer, Long>();
        ends.keySet()
                .forEach(partition ->
                        opened.position(partition).ifPresent(position -> positions.put(partition, position)));
        return positions;
    }

    @Override
    public void apply(int partition, List<Change<V>> changes, long position) {
        var packed = new LinkedHashMap<String, Optional<byte[]>>();
        changes.forEach(change -> packed.put(change.key(), change.value().map(packing)));
        opened().apply(packed, partition, position, asOf);
    }

    @Override
    public void upToDate() {
        if (!isSettled) {
            opened().settle();
            isSettled = true;
        }
        var now = clock.instant();
        if (now.isAfter(asOf.plus(CONFIRMATION))) {
            asOf = now;
            opened().confirm(now);
        }
    }

    /** Only the thread that follows the topic opens and closes the store while it is followed. */
    private TableStore opened() {
        return Objects.requireNonNull(store, "following has not begun");
    }

    /** To be called when the topic is not followed any more. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (store != null) {
                store.close();
                store = null;
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
