package io.posthorn.platform.spend;

import io.posthorn.core.account.MonthlySpend;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.SpendTotal;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up what the messages of one partition cost, in the transaction that sends them on: each counts once, however
 * often it is tried. What accounts have spent is this partition's own total, exact to the last message, and those of
 * the others as they were committed a moment ago. Used by the thread of the partition only.
 */
public final class PartitionSpend implements MonthlySpend {
    private final Table<SpendTotal> table;
    private final int partition;
    private final SpendView others;
    private final Months months;

    /** Totals as they stand in the table, so that not every message has to look there. */
    private final Map<Account, Total> known = new HashMap<>();

    private record Account(Scope scope, Channel channel) {}

    private record Total(String month, BigDecimal amount) {}

    /**
     * @param table of {@link io.posthorn.schemas.topic.Topics#SPEND_TOTALS}
     * @param others knows the totals of the other partitions
     */
    public PartitionSpend(Table<SpendTotal> table, int partition, SpendView others, Clock clock) {
        this.table = table;
        this.partition = partition;
        this.others = others;
        months = new Months(clock);
    }

    @Override
    public BigDecimal spent(Scope scope, Channel channel) {
        return others.spentElsewhere(partition, scope, channel).add(own(new Account(scope, channel), months.present()));
    }

    /**
     * Counts a message. To be called last while a record is handled: only the table goes back when a record fails.
     *
     * @param amount US dollars, carrier fees included
     */
    public void charge(Scope scope, Channel channel, BigDecimal amount) {
        if (amount.signum() == 0) {
            return;
        }
        var account = new Account(scope, channel);
        var month = months.present();
        var total = own(account, month).add(amount);
        table.put(
                key(account),
                new SpendTotal(
                        scope.account().value(),
                        scope.region(),
                        io.posthorn.schemas.Channel.valueOf(channel.name()),
                        partition,
                        month,
                        total.toPlainString()));
        known.put(account, new Total(month, total));
    }

    private BigDecimal own(Account account, String month) {
        var total = known.computeIfAbsent(account, this::stored);
        return total.month().equals(month) ? total.amount() : BigDecimal.ZERO;
    }

    private Total stored(Account account) {
        return table.get(key(account))
                .map(stored -> new Total(stored.getMonth(), new BigDecimal(stored.getAmount())))
                .orElse(new Total("", BigDecimal.ZERO));
    }

    private String key(Account account) {
        return account.scope() + "/" + account.channel() + "/" + partition;
    }
}
