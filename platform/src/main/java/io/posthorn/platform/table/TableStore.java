package io.posthorn.platform.table;

import io.posthorn.platform.kafka.InfrastructureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A local copy of a compacted topic, or of some of its partitions: committed entries only, together with how far into
 * each partition they reach. Both are written in one step, so that after a crash the copy is old at worst, never wrong,
 * and the rest is read from the topic. That is why it needs no write-ahead log. Any thread may read while one writes;
 * nobody may use it once it is closed.
 */
public final class TableStore implements AutoCloseable {
    /**
     * A copy older than this is thrown away: Kafka drops tombstones a day after compaction, and a copy that missed one
     * would keep an entry for ever.
     */
    private static final Duration OLDEST_COPY = Duration.ofHours(12);

    /** Sorts before every entry: entry keys are non-empty text without control characters at their beginning. */
    private static final byte[] AS_OF = {0};

    private final RocksDB database;
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reads = new ReadOptions();

    private TableStore(RocksDB database) {
        this.database = database;
    }

    /** See {@link StateDirectory#open}. */
    static TableStore open(TableMemory memory, Path directory, Map<Integer, Long> ends, Instant now) {
        var found = open(memory, directory);
        if (found.isUsable(ends, now)) {
            return found;
        }
        found.close();
        delete(directory);
        return open(memory, directory);
    }

    private static TableStore open(TableMemory memory, Path directory) {
        try {
            Files.createDirectories(directory);
            return new TableStore(RocksDB.open(memory.options(), directory.toString()));
        } catch (IOException | RocksDBException failed) {
            throw new InfrastructureException("cannot open the table in " + directory, failed);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new InfrastructureException("cannot remove the stale copy in " + directory, failed);
        }
    }

    private boolean isUsable(Map<Integer, Long> ends, Instant now) {
        var asOf = asOf();
        if (asOf.isEmpty()) {
            return page("", "", 1).isEmpty();
        }
        return !asOf.get().plus(OLDEST_COPY).isBefore(now)
                && ends.entrySet().stream()
                        .allMatch(end -> position(end.getKey()).orElse(0L) <= end.getValue());
    }

    /** The value of a key; null where there is none. */
    public byte @Nullable [] get(String key) {
        try {
            return database.get(reads, bytes(key));
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /**
     * The first entries whose keys begin with {@code prefix} and come after {@code after}, by their UTF-8 bytes. The
     * database is told where to end: it would look for the next entry behind the last one otherwise, past all that was
     * removed there a moment ago, and tables through which everything passes hold little else.
     */
    public List<Map.Entry<String, byte[]>> page(String prefix, String after, int limit) {
        var found = new ArrayList<Map.Entry<String, byte[]>>();
        var start = after.compareTo(prefix) > 0 ? after : prefix;
        try (var end = new Slice(behind(prefix));
                var within = new ReadOptions().setIterateUpperBound(end);
                var iterator = database.newIterator(within)) {
            for (iterator.seek(bytes(start)); iterator.isValid() && found.size() < limit; iterator.next()) {
                var key = new String(iterator.key(), StandardCharsets.UTF_8);
                // What is noted about the copy is no entry.
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

    /** Sorts behind every key that begins so: this byte does not occur in UTF-8. */
    private static byte[] behind(String prefix) {
        var key = bytes(prefix);
        var behind = Arrays.copyOf(key, key.length + 1);
        behind[key.length] = (byte) 0xFF;
        return behind;
    }

    /**
     * Applies changes of one partition and notes how far the copy reaches now.
     *
     * @param changes an empty value removes
     * @param position of the first record of the partition that is not in the copy
     * @param asOf see {@link #asOf()}
     */
    public void apply(Map<String, Optional<byte[]>> changes, int partition, long position, Instant asOf) {
        try (var batch = new WriteBatch()) {
            for (var change : changes.entrySet()) {
                var value = change.getValue();
                if (value.isPresent()) {
                    batch.put(bytes(change.getKey()), value.get());
                } else {
                    batch.delete(bytes(change.getKey()));
                }
            }
            batch.put(positionKey(partition), number(position));
            batch.put(AS_OF, number(asOf.toEpochMilli()));
            database.write(withoutLog, batch);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** How far into a partition this copy reaches; empty where it holds nothing of it yet. */
    public Optional<Long> position(int partition) {
        return read(positionKey(partition));
    }

    /**
     * The last time this copy is known to have held everything there was. While a copy is being filled, that is when
     * the filling began: what has been removed since then can still be seen in the topic.
     */
    public Optional<Instant> asOf() {
        return read(AS_OF).map(Instant::ofEpochMilli);
    }

    /** Notes that the copy holds everything there is. */
    public void confirm(Instant now) {
        try {
            database.put(withoutLog, AS_OF, number(now.toEpochMilli()));
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /**
     * Writes to disk what is in memory only: after many changes, of a copy that may not change again for long. The
     * memory for changes is shared, and what one copy holds the others lack.
     */
    public void settle() {
        try (var patiently = new FlushOptions().setWaitForFlush(true)) {
            database.flush(patiently);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    private Optional<Long> read(byte[] key) {
        try {
            return Optional.ofNullable(database.get(reads, key))
                    .filter(value -> value.length == Long.BYTES)
                    .map(value -> ByteBuffer.wrap(value).getLong());
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

    private static byte[] positionKey(int partition) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(partition)
                .array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static InfrastructureException broken(RocksDBException failed) {
        return new InfrastructureException("the local copy of a table cannot be used", failed);
    }
}
