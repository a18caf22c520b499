package io.posthorn.platform.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a view makes of its topic. Called by the one thread that follows the topic. */
interface ViewContent<V> {

    /**
     * Following begins, for the first time or after a failure.
     *
     * @param ends where the partitions end now
     * @return where to go on; a partition that is not among them is read from its beginning
     */
    Map<Integer, Long> begin(Map<Integer, Long> ends);

    /**
     * Takes in what comes next in a partition. Some of it may have been taken in before.
     *
     * @param position of the first record that is not among these or earlier ones
     */
    void apply(int partition, List<Change<V>> changes, long position);

    /** Everything that was there when following began has been taken in. */
    void upToDate();

    /**
     * A key with its new value.
     *
     * @param value empty where the key was removed
     */
    record Change<V>(String key, Optional<V> value) {}
}
