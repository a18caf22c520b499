package io.posthorn.send.carrier;

import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.CarrierTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which carriers take no messages, as far as the messages of one partition show. A carrier that refuses now and
 * then, because it is asked too fast, is not in trouble: only one that has taken nothing for a while is.
 */
final class CarrierTroubles {
    /** Shorter is no trouble. */
    private static final Duration TOLD_AFTER = Duration.ofSeconds(2);

    /** Longer than a stage takes to try again, so that a trouble that lasts does not seem to end in between. */
    private static final Duration LASTS = Duration.ofSeconds(30);

    private static final int MOST_CARRIERS = 10_000;

    private final Table<CarrierTrouble> told;
    private final int partition;
    private final Map<String, CarrierTrouble> present = new HashMap<>();

    CarrierTroubles(Table<CarrierTrouble> told, int partition) {
        this.told = told;
        this.partition = partition;
        told.page("", "", MOST_CARRIERS)
                .forEach(entry -> present.put(entry.value().getCarrier(), entry.value()));
    }

    /** @param after when the carrier wants to be asked again */
    void tookNothing(String carrier, Duration after, Instant now) {
        var known = present.get(carrier);
        var since = known == null ? now : known.getSince();
        var until = now.plus(after.compareTo(LASTS) > 0 ? after.plus(LASTS) : LASTS);
        if (known == null) {
            present.put(carrier, new CarrierTrouble(carrier, since, now));
        } else if (!now.isBefore(since.plus(TOLD_AFTER))
                && Duration.between(known.getUntil(), until).compareTo(LASTS.dividedBy(2)) >= 0) {
            var trouble = new CarrierTrouble(carrier, since, until);
            present.put(carrier, trouble);
            told.put(key(carrier), trouble);
        }
    }

    void tookOne(String carrier) {
        if (present.remove(carrier) != null && told.get(key(carrier)).isPresent()) {
            told.delete(key(carrier));
        }
    }

    private String key(String carrier) {
        return carrier + "/" + partition;
    }
}
