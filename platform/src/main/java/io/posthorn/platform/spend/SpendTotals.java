package io.posthorn.platform.spend;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.SpendTotal;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The totals of all partitions in memory. Safe for one writer and many readers. */
final class SpendTotals implements SpendView {
    private final Map<Account, Totals> totals = new ConcurrentHashMap<>();
    private final Months months;

    private record Account(Scope scope, Channel channel) {}

    /** What was spent in one month, by partition and together. */
    private record Totals(String month, Map<Integer, BigDecimal> byPartition, BigDecimal all) {

        static Totals nothing(String month) {
            return new Totals(month, Map.of(), BigDecimal.ZERO);
        }

        /** With the newest total of one partition; what is told of another month than the last replaces it. */
        Totals with(SpendTotal told) {
            int order = told.getMonth().compareTo(month);
            if (order < 0) {
                return this;
            }
            var partitions = order == 0 ? new HashMap<>(byPartition) : new HashMap<Integer, BigDecimal>();
            partitions.put(told.getPartition(), new BigDecimal(told.getAmount()));
            return new Totals(
                    told.getMonth(),
                    Map.copyOf(partitions),
                    partitions.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    SpendTotals(Clock clock) {
        months = new Months(clock);
    }

    void apply(SpendTotal told) {
        var account = new Account(
                new Scope(new AccountId(told.getAccountId()), told.getRegion()),
                Channel.valueOf(told.getChannel().name()));
        totals.merge(account, Totals.nothing(told.getMonth()).with(told), (known, ignored) -> known.with(told));
    }

    /** US dollars spent by all accounts in the present month. */
    BigDecimal spent(Channel channel) {
        return totals.entrySet().stream()
                .filter(each -> each.getKey().channel() == channel)
                .map(Map.Entry::getValue)
                .filter(each -> each.month().equals(months.present()))
                .map(Totals::all)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public BigDecimal spent(Scope scope, Channel channel) {
        var known = totals.get(new Account(scope, channel));
        return known == null || !known.month().equals(months.present()) ? BigDecimal.ZERO : known.all();
    }

    @Override
    public BigDecimal spentElsewhere(int partition, Scope scope, Channel channel) {
        var known = totals.get(new Account(scope, channel));
        return known == null || !known.month().equals(months.present())
                ? BigDecimal.ZERO
                : known.all().subtract(known.byPartition().getOrDefault(partition, BigDecimal.ZERO));
    }
}
