package io.posthorn.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountCalls;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.stage.InMemoryTable;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.PlacedCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionCallsTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Scope OTHER_REGION = new Scope(SCOPE.account(), "eu-west-1");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final int PARTITION = 3;

    private final ManualClock clock = new ManualClock(NOW);
    private final InMemoryTable<PlacedCalls> table = new InMemoryTable<>();
    private final KnownCalls known = new KnownCalls(clock);
    private final PartitionCalls calls = new PartitionCalls(table, PARTITION, known, clock);

    @Test
    void countsItsOwnAtOnce() {
        calls.place(SCOPE);
        calls.place(SCOPE);

        assertThat(calls.within(SCOPE, MINUTE)).isEqualTo(2);
        assertThat(calls.within(OTHER_REGION, MINUTE)).isZero();
    }

    @Test
    void forgetsThemInTime() {
        calls.place(SCOPE);
        clock.setTo(NOW.plusSeconds(59));
        calls.place(SCOPE);

        clock.setTo(NOW.plusSeconds(60));

        assertThat(calls.within(SCOPE, MINUTE)).isEqualTo(1);
        assertThat(calls.within(SCOPE, Duration.ofDays(1))).isEqualTo(2);
    }

    @Test
    void addsThoseOfOtherPartitionsButNotItsOwnTwice() {
        calls.place(SCOPE);
        table.page("", "", 1).forEach(entry -> known.apply(entry.value()));
        known.apply(new PlacedCalls(SCOPE.account().value(), SCOPE.region(), 5, List.of(NOW, NOW)));

        assertThat(calls.within(SCOPE, MINUTE)).isEqualTo(3);
        assertThat(known.within(SCOPE, MINUTE)).isEqualTo(3);
    }

    @Test
    void keepsAsManyAsTheHighestQuota() {
        for (int i = 0; i < 100; i++) {
            clock.setTo(NOW.plusMillis(i));
            calls.place(SCOPE);
        }

        assertThat(calls.within(SCOPE, MINUTE)).isEqualTo(AccountCalls.MOST);
        assertThat(table.page("", "", 2))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value().getPlacedAt())
                        .hasSize(AccountCalls.MOST)
                        .endsWith(NOW.plusMillis(99)));
    }
}
