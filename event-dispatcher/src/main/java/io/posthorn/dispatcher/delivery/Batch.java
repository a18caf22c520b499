package io.posthorn.dispatcher.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a place is to get next, in the making. */
final class Batch {
    final List<Entry> entries = new ArrayList<>();
    final Set<String> messages = new HashSet<>();
    final int mostRecords;
    private final long mostBytes;
    private final Duration linger;
    long bytes;

    @Nullable
    String role;

    /** How it is written, if that must not change. */
    @Nullable
    String plan;

    boolean full;

    Batch(int mostRecords, long mostBytes, Duration linger) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
        this.linger = linger;
    }

    /** One that was made before and is not to be another now. */
    static Batch planned(String plan) {
        var batch = new Batch(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);
        batch.plan = plan;
        return batch;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes an entry, unless with it the batch would be too much; then nothing more is taken. */
    boolean take(Entry entry, @Nullable String roleOfEntry) {
        if (!entries.isEmpty()) {
            var first = entries.getFirst().value().getAcceptedAt();
            full = full
                    || bytes + entry.size() > mostBytes
                    || !Objects.equals(role, roleOfEntry)
                    || (!linger.isZero() && entry.value().getAcceptedAt().isAfter(first.plus(linger)));
        }
        if (full) {
            return false;
        }
        role = roleOfEntry;
        add(entry);
        full = entries.size() >= mostRecords;
        return true;
    }

    void add(Entry entry) {
        entries.add(entry);
        messages.add(entry.messageId());
        bytes += entry.size();
    }
}
