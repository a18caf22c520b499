package io.posthorn.platform.call;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.schemas.PlacedCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest calls of all partitions in memory. Safe for one writer and many readers. */
final class KnownCalls implements CallView {
    private final Map<Scope, Map<Integer, PlacedCalls>> byScope = new ConcurrentHashMap<>();
    private final Clock clock;

    KnownCalls(Clock clock) {
        this.clock = clock;
    }

    void apply(PlacedCalls told) {
        byScope.computeIfAbsent(
                        new Scope(new AccountId(told.getAccountId()), told.getRegion()),
                        scope -> new ConcurrentHashMap<>())
                .put(told.getPartition(), told);
    }

    @Override
    public int within(Scope scope, Duration period) {
        return elsewhere(-1, scope, period);
    }

    @Override
    public int elsewhere(int partition, Scope scope, Duration period) {
        var since = clock.instant().minus(period);
        return (int) byScope.getOrDefault(scope, Map.of()).values().stream()
                .filter(told -> told.getPartition() != partition)
                .flatMap(told -> told.getPlacedAt().stream())
                .filter(at -> at.isAfter(since))
                .count();
    }
}
