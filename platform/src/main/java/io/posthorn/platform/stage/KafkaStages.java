package io.posthorn.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs stages against a Kafka cluster; their tables' local copies live in the state directory. */
public final class KafkaStages implements Stages, AutoCloseable {
    private final KafkaClients clients;
    private final StageProperties properties;
    private final MeterRegistry registry;
    private final Clock clock;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final String instanceId;
    private final TableMemory memory;
    private @Nullable Path clusterDirectory;

    /** @throws StateDirectoryInUseException when another process uses the state directory */
    public KafkaStages(KafkaClients clients, StageProperties properties, MeterRegistry registry, Clock clock) {
        this.clients = clients;
        this.properties = properties;
        this.registry = registry;
        this.clock = clock;
        var directory = properties.stateDirectory();
        try {
            Files.createDirectories(directory);
            lockFile = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = lock(lockFile, directory);
            instanceId = instanceId(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use state directory " + directory, failed);
        }
        memory = new TableMemory(properties.tableMemory().toBytes());
    }

    private static FileLock lock(FileChannel file, Path directory) throws IOException {
        try {
            var lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // Reported below like a lock held by another process.
        }
        file.close();
        throw new StateDirectoryInUseException(directory);
    }

    private String instanceId(Path directory) throws IOException {
        if (properties.instanceId() != null) {
            return properties.instanceId();
        }
        var file = directory.resolve("instance-id");
        if (!Files.exists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file).strip();
    }

    /** Name of this instance among those of the same service; stable over restarts. */
    public String instanceId() {
        return instanceId;
    }

    @Override
    public StageLifecycle run(StageSpec<?> stage, int threads) {
        var metrics = new StageMetrics(registry, stage.name());
        return new StageThreads(stage.name(), threads, thread -> runner(stage, metrics, thread));
    }

    private <P extends PartitionProcessor> StageRunner<P> runner(StageSpec<P> stage, StageMetrics metrics, int thread) {
        var restorer = new TableRestorer(clients, memory, clusterDirectory().resolve(stage.name()), clock);
        return new StageRunner<>(stage, instanceId + "-" + thread, clients, properties, restorer, metrics, clock);
    }

    /** A copy of one cluster's tables must never be taken for another's. */
    private synchronized Path clusterDirectory() {
        var directory = clusterDirectory;
        if (directory == null) {
            try (var admin = clients.admin()) {
                directory = properties
                        .stateDirectory()
                        .resolve(admin.describeCluster().clusterId().get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InfrastructureException("interrupted while asking for the cluster id", interrupted);
            } catch (ExecutionException failed) {
                throw new InfrastructureException("cannot ask for the cluster id", failed);
            }
            clusterDirectory = directory;
        }
        return directory;
    }

    @Override
    public void close() {
        memory.close();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot release the state directory", failed);
        }
    }
}
