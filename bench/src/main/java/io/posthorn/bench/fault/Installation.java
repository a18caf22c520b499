package io.posthorn.bench.fault;

import io.posthorn.bench.FreePorts;
import io.posthorn.bench.KafkaAccess;
import io.posthorn.platform.kafka.TopicProvisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Posthorn as operations.md has it installed: three brokers, the schema registry and six services, each in a process of
 * its own, on loopback. All of it goes when this is closed, and when this program is ended from outside.
 */
final class Installation implements AutoCloseable {
    /** Small, for a machine that is: two partitions for each of two threads in one instance. */
    private static final int PARTITIONS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int SINK_MEBIBYTES = 64;
    private static final int STATE_MEBIBYTES = 512;
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

    /** From this one on, the JVM warns of what Kafka's clients and RocksDB use. */
    private static final int WARNING_JDK = 24;

    private final Path home;
    private final @Nullable Path from;
    private final Path directory;
    private final List<String> carriers;
    private final List<String> configuration;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Member> brokers = new ArrayList<>();
    private final Map<Service, Member> services = new EnumMap<>(Service.class);
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Member> seconds = new ArrayList<>();
    private final @Nullable Quota sinkQuota;
    private final @Nullable Quota stateQuota;
    private final String bootstrapServers;
    private final Member registry;
    private boolean closed;

    /**
     * Begins to start it; {@link #awaitReady} returns when it can work.
     *
     * @param home where Posthorn was built
     * @param from where an older version was built that the services are of at first; null for the same version
     * @param numbers the inventory, as a CSV file
     * @param carriers what the send-service is to know of its carriers
     * @param configuration for all services
     */
    Installation(Path home, @Nullable Path from, String numbers, List<String> carriers, List<String> configuration)
            throws IOException {
        this.home = home;
        this.from = from;
        this.carriers = List.copyOf(carriers);
        this.configuration = List.copyOf(configuration);
        directory = Files.createTempDirectory("posthorn-faults");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-installation"));
        Files.createDirectories(directory.resolve("operator"));
        Files.writeString(directory.resolve("operator").resolve("numbers.csv"), numbers);
        sinkQuota = Quota.mount(sinks(), SINK_MEBIBYTES).orElse(null);
        stateQuota = Quota.mount(state(Service.SEND.module()), STATE_MEBIBYTES).orElse(null);
        var nodePorts = KafkaNode.choosePorts();
        bootstrapServers = KafkaNode.bootstrapServers(nodePorts);
        var cluster = Uuid.randomUuid().toString();
        var self = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        for (int node = 1; node <= KafkaNode.NODES; node++) {
            brokers.add(member(
                    "broker-" + node,
                    self,
                    384,
                    KafkaNode.arguments(node, directory.resolve("broker-" + node), cluster, nodePorts)));
        }
        registry =
                listening("schema-registry", home, "schema-registry", 256, List.of("--posthorn.schema-registry.path="));
        for (var service : Service.values()) {
            services.put(service, service(service, service.module(), from == null ? home : from));
        }
    }

    private Member member(String name, Path jar, int mebibytes, List<String> arguments) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        if (Runtime.version().feature() >= WARNING_JDK) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-Xmx" + mebibytes + "m", "-jar", jar.toString()));
        command.addAll(arguments);
        return new Member(name, command, directory.resolve(name + ".log"));
    }

    private Member listening(String name, Path version, String module, int mebibytes, List<String> arguments) {
        var port = ports.computeIfAbsent(name, added -> FreePorts.choose());
        var all = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--posthorn.kafka.bootstrap-servers=" + bootstrapServers));
        all.addAll(arguments);
        var jar = version.resolve(module).resolve("target").resolve("app").resolve(module + ".jar");
        return member(name, jar, mebibytes, all);
    }

    private int port(String name) {
        return Objects.requireNonNull(ports.get(name));
    }

    private Member service(Service service, String name, Path version) {
        var arguments = new ArrayList<>(List.of(
                "--posthorn.kafka.schema-registry-url=" + address(registry),
                "--posthorn.kafka.pipeline-partitions=" + PARTITIONS,
                "--posthorn.kafka.control-partitions=1",
                "--posthorn.stage.state-directory=" + state(name)));
        switch (service) {
            case GATEWAY ->
                arguments.addAll(List.of(
                        "--posthorn.gateway.development-credentials=true",
                        "--posthorn.operator.token=of-a-test-installation",
                        "--posthorn.operator.port=0",
                        "--posthorn.operator.files=" + directory.resolve("operator")));
            case SEND -> arguments.addAll(carriers);
            case DISPATCHER ->
                arguments.addAll(List.of(
                        "--posthorn.dispatcher.directory=" + sinks(),
                        "--posthorn.dispatcher.delivery.longest-backoff=2s",
                        "--posthorn.dispatcher.stream.interval=1s",
                        "--posthorn.dispatcher.stream.format=GZIP",
                        "--posthorn.dispatcher.topics.public-url=" + endpoint(),
                        "--posthorn.dispatcher.topics.reachable-networks=127.0.0.0/8"));
            case REGISTRATION, ROUTING, OPT_OUT -> {
                // They need nothing of their own.
            }
        }
        arguments.addAll(configuration);
        return listening(name, version, service.module(), 512, arguments);
    }

    private Path state(String name) {
        return directory.resolve("state-" + name);
    }

    /** Where log groups and delivery streams are. */
    Path sinks() {
        return directory.resolve("sinks");
    }

    /** Where the logs of all processes are. */
    Path directory() {
        return directory;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    private String address(Member member) {
        return "http://127.0.0.1:" + port(member.name());
    }

    /** Where the API is. */
    URI endpoint() {
        return URI.create(address(service(Service.GATEWAY)));
    }

    Member service(Service service) {
        return Objects.requireNonNull(services.get(service));
    }

    Member registry() {
        return registry;
    }

    Optional<Quota> sinkQuota() {
        return Optional.ofNullable(sinkQuota);
    }

    Optional<Quota> stateQuota() {
        return Optional.ofNullable(stateQuota);
    }

    /** Starts everything, in the order it is needed in. */
    void start() {
        brokers.forEach(Member::start);
        await("the brokers", this::allBrokersServe);
        registry.start();
        new TopicProvisioner(KafkaAccess.clients(bootstrapServers, address(registry), PARTITIONS)).provision();
        awaitReady(registry);
        services.values().forEach(Member::start);
        services.values().forEach(this::awaitReady);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private boolean allBrokersServe() {
        try (var admin = admin()) {
            return admin.describeCluster().nodes().get().size() == KafkaNode.NODES;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    /** The broker that leads the controllers now: none is missed more. */
    Member leadingBroker() {
        try (var admin = admin()) {
            return brokers.get(admin.describeMetadataQuorum().quorumInfo().get().leaderId() - 1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("no broker leads", failed.getCause());
        }
    }

    /** Waits until every partition has all of its copies again. */
    void awaitCopies() {
        try (var admin = admin()) {
            await("all copies", () -> {
                try {
                    return admin
                            .describeTopics(admin.listTopics().names().get())
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size() == KafkaNode.NODES);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", interrupted);
                } catch (ExecutionException notYet) {
                    return false;
                }
            });
        }
    }

    /** Waits until a service does its share, starting it again whenever it ends, as whoever looks after it would. */
    void awaitReady(Member member) {
        var path = member == registry ? "/subjects" : "/actuator/health/readiness";
        var request = HttpRequest.newBuilder(URI.create(address(member) + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        await(member.name(), () -> {
            if (!member.isAlive()) {
                member.start();
            }
            return answers(request);
        });
    }

    private boolean answers(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(what + " not ready within " + PATIENCE + "; logs are in " + directory);
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    /** A second instance of a service, of the newer version, ready to take over. */
    Member startSecond(Service service) {
        var second = service(service, service.module() + "-2", home);
        seconds.add(second);
        second.start();
        awaitReady(second);
        return second;
    }

    /** Stops a service and starts the newer version in its place, with the local copies of the older. */
    void upgrade(Service service) {
        service(service).stop();
        var upgraded = service(service, service.module(), home);
        services.put(service, upgraded);
        awaitReady(upgraded);
    }

    /** Whether the services are of an older version at first. */
    boolean isOld() {
        return from != null;
    }

    /** Every service is there and ready, the second instances aside. */
    void awaitWell() {
        awaitReady(registry);
        services.values().forEach(this::awaitReady);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        seconds.forEach(Member::close);
        services.values().forEach(Member::close);
        registry.close();
        brokers.forEach(Member::close);
        sinkQuota().ifPresent(Quota::close);
        stateQuota().ifPresent(Quota::close);
    }

    /** Removes what it wrote, logs included. */
    void remove() {
        close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + directory, failed);
        }
    }
}
