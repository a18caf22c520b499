package io.posthorn.platform.stage;

import java.util.List;

/**
 * The records of one partition of a topic that a stage reads, kept as they came, ordered by key (by UTF-8 bytes). The
 * topic itself is what the archive is made from, wherever the partition moves to: nothing is written for it to Kafka.
 * Used by the stage's thread only.
 */
public interface Archive<V> {
    /**
     * The first records whose keys begin with {@code prefix} and come after {@code after}, in order. A record that is
     * no value of the topic is left out.
     *
     * @param after empty to begin at the first
     */
    List<Table.Entry<V>> page(String prefix, String after, int limit);

    /** Removes a record from the archive; the topic drops its old records by itself. */
    void forget(String key);
}
