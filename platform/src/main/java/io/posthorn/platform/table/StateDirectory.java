package io.posthorn.platform.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where this process keeps its local copies of topics, and the memory they share. */
public final class StateDirectory implements AutoCloseable {
    private final Supplier<String> clusterId;
    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final TableMemory memory;
    private @Nullable Path clusterDirectory;

    /**
     * Takes the directory for this process.
     *
     * @param clusterId asked once, when a copy is wanted
     * @param memoryBytes for caching and for changes not yet on disk, of all copies together
     * @throws StateDirectoryInUseException when another process uses it
     */
    public StateDirectory(Supplier<String> clusterId, Path directory, long memoryBytes) {
        this.clusterId = clusterId;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            lockFile = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = lock(lockFile, directory);
        } catch (IOException failed) {
            throw unusable(failed);
        }
        memory = new TableMemory(memoryBytes);
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

    private UncheckedIOException unusable(IOException failed) {
        return new UncheckedIOException("cannot use state directory " + directory, failed);
    }

    /** A name for this instance among those of the same service, made once and kept in the directory. */
    public String instanceId() {
        var file = directory.resolve("instance-id");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /**
     * A place for the copies that somebody keeps of topics of this cluster: a copy of one cluster's topics must never
     * be taken for another's.
     */
    public synchronized Path of(String owner) {
        var known = clusterDirectory;
        if (known == null) {
            known = directory.resolve(clusterId.get());
            clusterDirectory = known;
        }
        return known.resolve(owner);
    }

    /**
     * Opens the copy in a place, or begins one there. One that is too old to be brought up to date, or that reaches
     * further than its topic, is of no use and thrown away first.
     *
     * @param place below {@link #of}
     * @param ends where the partitions end now
     * @throws io.posthorn.platform.kafka.InfrastructureException when it cannot be opened
     */
    public TableStore open(Path place, Map<Integer, Long> ends, Instant now) {
        return TableStore.open(memory, place, ends, now);
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
