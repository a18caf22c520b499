package io.posthorn.platform.call;

import io.posthorn.core.account.AccountCalls;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.PlacedCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the calls that come through one partition, in the transaction that sends them on. What accounts have called is
 * this partition's own count, exact to the last call, and those of the others as they were committed a moment ago. Used
 * by the thread of the partition only.
 */
public final class PartitionCalls implements AccountCalls {
    private final Table<PlacedCalls> table;
    private final int partition;
    private final CallView others;
    private final Clock clock;

    /**
     * @param table of {@link io.posthorn.schemas.topic.Topics#PLACED_CALLS}
     * @param others knows the calls of the other partitions
     */
    public PartitionCalls(Table<PlacedCalls> table, int partition, CallView others, Clock clock) {
        this.table = table;
        this.partition = partition;
        this.others = others;
        this.clock = clock;
    }

    @Override
    public int within(Scope scope, Duration period) {
        var since = clock.instant().minus(period);
        var own = own(scope).stream().filter(at -> at.isAfter(since)).count();
        return (int) own + others.elsewhere(partition, scope, period);
    }

    /** Counts a call. */
    public void place(Scope scope) {
        var latest = new ArrayList<>(own(scope));
        latest.add(clock.instant());
        table.put(
                key(scope),
                new PlacedCalls(
                        scope.account().value(),
                        scope.region(),
                        partition,
                        List.copyOf(latest.subList(Math.max(0, latest.size() - MOST), latest.size()))));
    }

    private List<Instant> own(Scope scope) {
        return table.get(key(scope)).map(PlacedCalls::getPlacedAt).orElseGet(List::of);
    }

    private String key(Scope scope) {
        return scope + "/" + partition;
    }
}
