package io.posthorn.platform.stage;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A table or an archive without a topic behind it. */
public final class InMemoryTable<V> implements Table<V>, Archive<V> {
    private final NavigableMap<String, V> entries = new TreeMap<>();
    private long work;
    private long changes;

    /** Entries that were read, written or looked for: what a table of a real stage takes time for. */
    long work() {
        return work;
    }

    @Override
    public Optional<V> get(String key) {
        work++;
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void put(String key, V value) {
        work++;
        changes++;
        entries.put(key, value);
    }

    @Override
    public void delete(String key) {
        work++;
        changes++;
        entries.remove(key);
    }

    @Override
    public void forget(String key) {
        work++;
        entries.remove(key);
    }

    @Override
    public List<Entry<V>> page(String prefix, String after, int limit) {
        var from = after.compareTo(prefix) > 0 ? after : prefix;
        var page = entries.tailMap(from, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> !entry.getKey().equals(after))
                .limit(limit)
                .map(entry -> new Entry<>(entry.getKey(), entry.getValue()))
                .toList();
        work += 1 + page.size();
        return page;
    }

    @Override
    public long changes() {
        return changes;
    }

    @Override
    public List<V> find(String prefix, int limit) {
        return page(prefix, "", limit).stream().map(Entry::value).toList();
    }

    @Override
    public List<String> keys(int limit) {
        return page("", "", limit).stream().map(Entry::key).toList();
    }

    /** Makes the entries what they were. */
    void reset(NavigableMap<String, V> before) {
        entries.clear();
        entries.putAll(before);
    }

    /** All entries in order. */
    public NavigableMap<String, V> entries() {
        return new TreeMap<>(entries);
    }
}
