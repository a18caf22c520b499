package io.posthorn.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker's settings: one node, a small machine, quick restarts. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** Applied first, so that a caller can change any of them. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            // Topics exist because somebody decided so.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.partitions", "4"),

            // One node keeps one copy.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),

            // A broker that crashed may register again once its old session has ended; the default is 9 s.
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),

            // Groups form at once; members may detect each other's death within a second.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "200"),

            // The default waits 20 ms whenever a transaction follows closely on the last one.
            Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
            // A crashed producer's open transaction holds up read_committed readers until it is aborted.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),

            // Threads and buffers for two cores and a heap of a few hundred MiB.
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.io.buffer.size", Integer.toString(256 << 10)),
            // All tables are cleaned for the first time at once; unbounded, that takes half a core for ten seconds. The
            // tables of 10,000 messages a second are 4 MiB, which the cleaner reads twice.
            Map.entry("log.cleaner.io.max.bytes.per.second", Integer.toString(32 << 20)),

            // An index file is allocated in full (sparsely) and mapped, two per partition. 256 KiB of time index
            // covers 85 MiB of log at one entry per 4 KiB, so a segment fills before its index does.
            Map.entry("log.segment.bytes", Integer.toString(64 << 20)),
            Map.entry("log.index.size.max.bytes", Integer.toString(256 << 10)),
            Map.entry("offsets.topic.segment.bytes", Integer.toString(8 << 20)),
            Map.entry("transaction.state.log.segment.bytes", Integer.toString(8 << 20)),
            Map.entry("share.coordinator.state.topic.segment.bytes", Integer.toString(8 << 20)),
            Map.entry("metadata.log.segment.bytes", Integer.toString(16 << 20)));

    /**
     * Heap that the log cleaner holds for as long as the broker runs. It compares a key for each 27 bytes of it in a
     * pass, and each pass writes the table anew: a table of 50,000,000 keys takes 160 passes with the least, and 20
     * with the most. The most would be for nothing where there is little to clean.
     */
    private static final long LEAST_FOR_CLEANER = 8 << 20;

    private static final long MOST_FOR_CLEANER = 64 << 20;

    /** So the most is given at 4 GiB of logs; a table of 50,000,000 keys has more. */
    private static final int LOGS_TO_CLEANER = 64;

    private BrokerSettings() {}

    static Properties of(String host, Ports ports, Path log, Map<String, String> overrides) {
        var settings = new Properties();
        settings.putAll(DEFAULTS);
        settings.put("log.cleaner.dedupe.buffer.size", Long.toString(cleanerMemory(sizeOf(log))));
        settings.putAll(overrides);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d"
                        .formatted(host, ports.listener(), CONTROLLER_LISTENER, host, ports.controller()));
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // The voter's address comes from here and not from the stored log, so the port may change between runs.
        settings.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, host, ports.controller()));
        settings.put("log.dirs", log.toString());
        return settings;
    }

    /** @param logs bytes of all logs when the broker starts */
    static long cleanerMemory(long logs) {
        return Math.clamp(logs / LOGS_TO_CLEANER, LEAST_FOR_CLEANER, MOST_FOR_CLEANER);
    }

    private static long sizeOf(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the data directory " + directory, failed);
        }
    }
}
