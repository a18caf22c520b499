package io.posthorn.platform.table;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory all tables of this process share, so that many partitions cost no more than few, and many entries no more
 * than few: filters and indexes of 50 million entries alone would take 80 MB. They are cut into parts that come into
 * the cache as they are needed; what has to be read for a question is then some kilobytes.
 */
final class TableMemory implements AutoCloseable {
    /**
     * Of one copy. RocksDB divides them among 64 parts by their names, and closes one when another of its part is
     * opened: with few, a question in a copy of thirty files opens some anew, and takes milliseconds.
     */
    private static final int OPEN_FILES = 1_000;

    /**
     * Most one copy holds before it is written; all of them together hold half of the memory at most. Larger pieces are
     * merged less often, and what lives for a moment only never reaches the disk.
     */
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    /** One question in a hundred for what is not there looks in vain. */
    private static final double FILTER_BITS = 10;

    private static final int FILTER_PART_BYTES = 4 << 10;

    /** Filters and indexes stay longer than the entries themselves, up to this share of the cache. */
    private static final double FOR_FILTERS = 0.5;

    private static final int DECIDED_BY_SIZE = -1;

    /** For each file that takes part in a compaction. */
    private static final long COMPACTION_READ_AHEAD_BYTES = 256 << 10;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter;
    private final Options options;

    TableMemory(long bytes) {
        RocksDB.loadLibrary();
        filter = new BloomFilter(FILTER_BITS);
        cache = new LRUCache(bytes, DECIDED_BY_SIZE, false, FOR_FILTERS);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
        options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                // Rewrites an entry half as often as levels do: 5 million entries in random order cost 34 s of
                // processor time instead of 55, and no write had to wait.
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setMaxWriteBufferNumber(3)
                .setMaxOpenFiles(OPEN_FILES)
                .setKeepLogFileNum(1)
                .setCompactionReadaheadSize(COMPACTION_READ_AHEAD_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setAvoidFlushDuringShutdown(false)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setMetadataBlockSize(FILTER_PART_BYTES)
                        .setFilterPolicy(filter));
    }

    Options options() {
        return options;
    }

    @Override
    public void close() {
        options.close();
        filter.close();
        writeBuffers.close();
        cache.close();
    }
}
