package io.posthorn.platform.health;

import io.posthorn.core.AccountId;
import io.posthorn.core.routing.IdentityHealth;
import io.posthorn.core.routing.Originator;
import io.posthorn.core.send.Backlogs;
import io.posthorn.schemas.CarrierTrouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An identity fares well while its carrier takes messages and its queue is short. A trouble that nobody has confirmed
 * for a while is over until somebody finds it again: where no message went to a carrier, nobody would see that it is
 * back.
 */
final class KnownHealth implements IdentityHealth {
    private final Backlogs backlogs;
    private final Duration longestWait;
    private final Clock clock;

    /** Carriers in trouble; each with what single partitions say. */
    private final Map<String, Map<String, CarrierTrouble>> troubles = new ConcurrentHashMap<>();

    KnownHealth(Backlogs backlogs, Duration longestWait, Clock clock) {
        this.backlogs = backlogs;
        this.longestWait = longestWait;
        this.clock = clock;
    }

    /** Called by one thread. */
    void apply(String key, Optional<CarrierTrouble> told) {
        var carrier = key.substring(0, key.lastIndexOf('/'));
        if (told.isPresent()) {
            troubles.computeIfAbsent(carrier, first -> new ConcurrentHashMap<>())
                    .put(key, told.get());
        } else {
            troubles.computeIfPresent(carrier, (same, sayings) -> {
                sayings.remove(key);
                return sayings.isEmpty() ? null : sayings;
            });
        }
    }

    @Override
    public boolean isWell(AccountId account, Originator identity) {
        return !isInTrouble(identity.carrier())
                && backlogs.of(account, identity.shown())
                        .filter(backlog -> backlog.estimatedWait().compareTo(longestWait) > 0)
                        .isEmpty();
    }

    /** Carriers that take no messages. */
    long carriersInTrouble() {
        return troubles.keySet().stream().filter(this::isInTrouble).count();
    }

    private boolean isInTrouble(String carrier) {
        var sayings = troubles.get(carrier);
        if (sayings == null) {
            return false;
        }
        var now = clock.instant();
        return sayings.values().stream().anyMatch(trouble -> trouble.getUntil().isAfter(now));
    }
}
