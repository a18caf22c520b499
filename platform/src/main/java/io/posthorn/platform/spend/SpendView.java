package io.posthorn.platform.spend;

import io.posthorn.core.account.MonthlySpend;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;

/** What this instance knows of what accounts have spent: the totals of all partitions, a moment after their commit. */
public interface SpendView extends MonthlySpend {

    /** US dollars spent in the present calendar month, UTC, by messages that came through other partitions. */
    BigDecimal spentElsewhere(int partition, Scope scope, Channel channel);
}
