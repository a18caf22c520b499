package io.posthorn.bench.fault;

import io.posthorn.bench.FreePorts;
import io.posthorn.kafka.embedded.StorageDirectory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A broker that is one of several, in a process of its own: each is a controller too, and keeps a copy of everything.
 */
public final class KafkaNode {
    /** The first argument of the process. */
    public static final String COMMAND = "kafka-node";

    static final int NODES = 3;

    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaNode() {}

    /** Ports of all nodes, the listener's and the controller's of each in turn. */
    static List<Integer> choosePorts() {
        return FreePorts.choose(2 * NODES);
    }

    /** The arguments of the process of a node, from 1. */
    static List<String> arguments(int node, Path directory, String cluster, List<Integer> ports) {
        return List.of(
                COMMAND,
                Integer.toString(node),
                directory.toString(),
                cluster,
                ports.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    static String bootstrapServers(List<Integer> ports) {
        return IntStream.range(0, NODES)
                .mapToObj(i -> HOST + ":" + ports.get(2 * i))
                .collect(Collectors.joining(","));
    }

    /** Runs a node until the process is told to stop. */
    public static void run(List<String> arguments) {
        var node = Integer.parseInt(arguments.get(1));
        var directory = Path.of(arguments.get(2));
        var ports = Arrays.stream(arguments.get(4).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        StorageDirectory.formatIfNew(directory, node, arguments.get(3), CONTROLLER);
        var server = new KafkaRaftServer(new KafkaConfig(settings(node, directory, ports), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "end-of-node"));
        server.startup();
        server.awaitShutdown();
    }

    private static Properties settings(int node, Path directory, List<Integer> ports) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d"
                        .formatted(HOST, ports.get(2 * node - 2), CONTROLLER, HOST, ports.get(2 * node - 1)));
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, NODES)
                        .mapToObj(each -> each + "@" + HOST + ":" + ports.get(2 * each - 1))
                        .collect(Collectors.joining(",")));
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        // What operations.md asks of a real cluster.
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "3");
        settings.put("transaction.state.log.replication.factor", "3");
        settings.put("transaction.state.log.min.isr", "2");
        // What docker-compose.yml sets.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        // Three nodes, six services and the load share one small machine.
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("log.index.size.max.bytes", Integer.toString(256 << 10));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        return settings;
    }
}
