package io.posthorn.platform.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where records go. */
public final class Partitions {
    private Partitions() {}

    /** The partition Kafka's own partitioner gives a key. */
    public static int of(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
