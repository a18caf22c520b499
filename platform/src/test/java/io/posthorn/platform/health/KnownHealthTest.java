package io.posthorn.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.routing.Originator;
import io.posthorn.core.send.Backlog;
import io.posthorn.core.send.Backlogs;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.CarrierTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownHealthTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Originator IDENTITY = new Originator.ChosenName("MyShop", "FR", "acme");

    private final ManualClock clock = new ManualClock();
    private final Map<String, Backlog> backlogs = new HashMap<>();
    private final KnownHealth health = new KnownHealth(new Known(), Duration.ofMinutes(2), clock);

    private final class Known implements Backlogs {
        @Override
        public Optional<Backlog> of(AccountId account, String originationIdentity) {
            return Optional.ofNullable(backlogs.get(originationIdentity));
        }

        @Override
        public long waitingMessages(AccountId account) {
            return backlogs.values().stream().mapToLong(Backlog::messages).sum();
        }
    }

    @Test
    void isWellWhereNothingIsKnown() {
        assertThat(isWell()).isTrue();
    }

    @Test
    void isNotWellWhileItsQueueIsLong() {
        waits(Duration.ofMinutes(2));
        assertThat(isWell()).isTrue();

        waits(Duration.ofSeconds(121));
        assertThat(isWell()).isFalse();
    }

    @Test
    void isNotWellWhileAnyPartitionFindsItsCarrierInTrouble() {
        trouble("acme/0", clock.instant().plusSeconds(30));
        trouble("acme/1", clock.instant().plusSeconds(30));
        assertThat(isWell()).isFalse();
        assertThat(health.carriersInTrouble()).isOne();

        health.apply("acme/0", Optional.empty());
        assertThat(isWell()).isFalse();

        health.apply("acme/1", Optional.empty());
        assertThat(isWell()).isTrue();
        assertThat(health.carriersInTrouble()).isZero();
    }

    @Test
    void isTriedAgainWhenNobodyConfirmsTheTrouble() {
        trouble("acme/0", clock.instant().plusSeconds(30));

        clock.advance(Duration.ofSeconds(30));

        assertThat(isWell()).isTrue();
    }

    @Test
    void isNotTroubledByOtherCarriers() {
        trouble("acme-2/0", clock.instant().plusSeconds(30));

        assertThat(isWell()).isTrue();
    }

    private boolean isWell() {
        return health.isWell(ACCOUNT, IDENTITY);
    }

    private void waits(Duration estimated) {
        backlogs.put("MyShop", new Backlog(100, 100, clock.instant(), estimated, clock.instant()));
    }

    private void trouble(String key, Instant until) {
        health.apply(key, Optional.of(new CarrierTrouble(key.substring(0, key.indexOf('/')), clock.instant(), until)));
    }
}
