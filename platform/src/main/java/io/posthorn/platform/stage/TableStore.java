package io.posthorn.platform.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The local copy of one partition of a table: committed entries only, together with how far into the table's topic they
 * reach. Both are written in one step, so that after a crash the copy is old at worst, never wrong, and the rest is
 * read from the topic. That is why it needs no write-ahead log.
 */
final class TableStore implements AutoCloseable {
    /** Sorts before every entry: entry keys are non-empty text without control characters at their beginning. */
    private static final byte[] POSITION = {0};

    private final RocksDB database;
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reads = new ReadOptions();

    private TableStore(RocksDB database) {
        this.database = database;
    }

    static TableStore open(TableMemory memory, Path directory) {
        try {
            return new TableStore(RocksDB.open(memory.options(), directory.toString()));
        } catch (RocksDBException failed) {
            throw new InfrastructureException("cannot open the table in " + directory, failed);
        }
    }

    byte @Nullable [] get(String key) {
        try {
            return database.get(reads, bytes(key));
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** The first entries whose keys begin with {@code prefix} and come after {@code after}. */
    List<Map.Entry<String, byte[]>> page(String prefix, String after, int limit) {
        var found = new ArrayList<Map.Entry<String, byte[]>>();
        var start = after.compareTo(prefix) > 0 ? after : prefix;
        try (var iterator = database.newIterator(reads)) {
            for (iterator.seek(bytes(start)); iterator.isValid() && found.size() < limit; iterator.next()) {
                var key = new String(iterator.key(), StandardCharsets.UTF_8);
                if (!key.startsWith(prefix)) {
                    // The position sorts first; everything else outside the prefix comes after it.
                    if (prefix.isEmpty() || key.charAt(0) == 0) {
                        continue;
                    }
                    break;
                }
                if (key.charAt(0) != 0 && !key.equals(after)) {
                    found.add(Map.entry(key, iterator.value()));
                }
            }
            iterator.status();
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
        return found;
    }

    /** Applies changes and notes that the copy now reaches up to {@code position} of the topic. */
    void apply(Map<String, Optional<byte[]>> changes, long position, Instant now) {
        try (var batch = new WriteBatch()) {
            for (var change : changes.entrySet()) {
                var value = change.getValue();
                if (value.isPresent()) {
                    batch.put(bytes(change.getKey()), value.get());
                } else {
                    batch.delete(bytes(change.getKey()));
                }
            }
            batch.put(
                    POSITION,
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(position)
                            .putLong(now.toEpochMilli())
                            .array());
            database.write(withoutLog, batch);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** How far into the topic this copy reaches; empty where it holds nothing yet. */
    Optional<Long> position() {
        return stamp().map(buffer -> buffer.getLong(0));
    }

    /** Whether the copy was last written longer ago than {@code age}. */
    boolean olderThan(Duration age, Instant now) {
        return stamp().map(buffer -> Instant.ofEpochMilli(buffer.getLong(Long.BYTES)))
                .filter(written -> written.plus(age).isBefore(now))
                .isPresent();
    }

    private Optional<ByteBuffer> stamp() {
        try {
            return Optional.ofNullable(database.get(reads, POSITION)).map(ByteBuffer::wrap);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    @Override
    public void close() {
        // Closing writes what is still in memory, which spares the next start reading it again.
        withoutLog.close();
        reads.close();
        database.close();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static InfrastructureException broken(RocksDBException failed) {
        return new InfrastructureException("the local copy of a table cannot be used", failed);
    }
}
