package io.posthorn.platform.stage;

import java.util.List;

/**
 * The records of one partition of a topic that a stage reads, kept as they came, ordered by key (by UTF-8 bytes). The
 * topic itself is what the archive is made from, wherever the partition moves to: nothing is written for it to Kafka.
 * Used by the stage's thread only.
 */
public interface Archive<V> {
    /**
     * The first records whose keys begin with {@code prefix}, in order; those among them that are no values of the
     * topic are left out.
     */
    List<V> find(String prefix, int limit);

    /** The first keys, in order, whatever stands behind them. */
    List<String> keys(int limit);

    /** Removes a record from the archive; the topic drops its old records by itself. */
    void forget(String key);
}
