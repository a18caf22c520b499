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

    boolean full;

    Batch(int mostRecords, long mostBytes, Duration linger) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
        this.linger = linger;
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
        entries.add(entry);
        messages.add(entry.messageId());
        bytes += entry.size();
        full = entries.size() >= mostRecords;
        return true;
    }
}
