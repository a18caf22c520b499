package io.posthorn.platform.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.SpendTotal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendTotalsTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Scope OTHER_REGION = new Scope(SCOPE.account(), "eu-west-1");

    private final SpendTotals totals = totalsAt("2026-11-15T12:00:00Z");

    private static SpendTotals totalsAt(String instant) {
        return new SpendTotals(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    private static SpendTotal total(int partition, String month, String amount) {
        return new SpendTotal(
                SCOPE.account().value(), SCOPE.region(), io.posthorn.schemas.Channel.TEXT, partition, month, amount);
    }

    @Test
    void isNothingBeforeAnythingIsTold() {
        assertThat(totals.spent(SCOPE, Channel.TEXT)).isZero();
        assertThat(totals.spentElsewhere(0, SCOPE, Channel.TEXT)).isZero();
    }

    @Test
    void addsUpThePartitions() {
        totals.apply(total(0, "2026-11", "1.50"));
        totals.apply(total(7, "2026-11", "2.25"));

        assertThat(totals.spent(SCOPE, Channel.TEXT)).isEqualByComparingTo("3.75");
        assertThat(totals.spentElsewhere(7, SCOPE, Channel.TEXT)).isEqualByComparingTo("1.50");
        assertThat(totals.spentElsewhere(3, SCOPE, Channel.TEXT)).isEqualByComparingTo("3.75");
    }

    @Test
    void takesTheNewestTotalOfAPartitionHoweverOftenItIsTold() {
        totals.apply(total(0, "2026-11", "1.50"));
        totals.apply(total(0, "2026-11", "2.50"));
        totals.apply(total(0, "2026-11", "2.50"));

        assertThat(totals.spent(SCOPE, Channel.TEXT)).isEqualByComparingTo("2.50");
    }

    @Test
    void keepsChannelsAndRegionsApart() {
        totals.apply(total(0, "2026-11", "1.50"));

        assertThat(totals.spent(SCOPE, Channel.VOICE)).isZero();
        assertThat(totals.spent(OTHER_REGION, Channel.TEXT)).isZero();
    }

    @ParameterizedTest(name = "what was spent in November, at {0}: {1}")
    @CsvSource({
        "2026-11-01T00:00:00Z, 1.50",
        "2026-11-30T23:59:59.999Z, 1.50",
        "2026-12-01T00:00:00Z, 0",
        "2027-11-15T12:00:00Z, 0"
    })
    void isOfThePresentMonth(String instant, String spent) {
        var then = totalsAt(instant);
        then.apply(total(0, "2026-11", "1.50"));

        assertThat(then.spent(SCOPE, Channel.TEXT)).isEqualByComparingTo(spent);
    }

    @Test
    void forgetsTheMonthBefore() {
        totals.apply(total(0, "2026-10", "9"));
        totals.apply(total(1, "2026-11", "1.50"));
        totals.apply(total(2, "2026-10", "9"));

        assertThat(totals.spent(SCOPE, Channel.TEXT)).isEqualByComparingTo("1.50");
    }
}
