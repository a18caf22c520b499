package io.posthorn.serde;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was found, for good. Threads that want the same key at once share one load and its outcome, so that a
 * registry that is slow or down is asked once and not by every sender in turn. A failure is not remembered, and neither
 * is that nothing was found.
 */
final class SharedLoads<K, V> {
    private final ConcurrentHashMap<K, CompletableFuture<Optional<V>>> entries = new ConcurrentHashMap<>();

    interface Load<K, V> {
        Optional<V> load(K key) throws IOException;
    }

    Optional<V> get(K key, Load<K, V> load) throws IOException {
        var known = entries.get(key);
        if (known != null) {
            return await(known);
        }
        var mine = new CompletableFuture<Optional<V>>();
        var theirs = entries.putIfAbsent(key, mine);
        if (theirs != null) {
            return await(theirs);
        }
        try {
            var loaded = load.load(key);
            if (loaded.isEmpty()) {
                entries.remove(key, mine);
            }
            mine.complete(loaded);
            return loaded;
        } catch (IOException | RuntimeException | Error e) {
            entries.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static <V> V await(CompletableFuture<V> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread asked the schema registry");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case SchemaRefusedException refused -> refused;
            case IOException unavailable -> throw new IOException(unavailable.getMessage(), unavailable);
            case null, default -> new IllegalStateException("failed in another thread", cause);
        };
    }
}
