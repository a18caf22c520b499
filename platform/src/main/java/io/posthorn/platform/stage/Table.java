package io.posthorn.platform.stage;

import java.util.List;
import java.util.Optional;

/**
 * Durable state of one partition of a stage, ordered by key (by UTF-8 bytes). A change is part of the transaction of
 * the record being handled and is written to the table's topic, from which the state is rebuilt wherever the partition
 * moves to. Used by the stage's thread only.
 */
public interface Table<V> {

    Optional<V> get(String key);

    void put(String key, V value);

    /** Removes the entry; a tombstone in the topic. */
    void delete(String key);

    /** Removes the entry from local state only: for topics that drop old records by themselves. */
    void forget(String key);

    /**
     * The first entries whose keys begin with {@code prefix} and come after {@code after}, in order.
     *
     * @param after empty to begin at the first
     */
    List<Entry<V>> page(String prefix, String after, int limit);

    /**
     * At least as many as there were committed changes of this partition of the table, by whomever, before those of the
     * batch in hand. Rises with each of them and never falls, as long as the topic is there.
     */
    long changes();

    /** One entry of a table. */
    record Entry<V>(String key, V value) {}
}
