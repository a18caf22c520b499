package io.posthorn.core.account;

import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;

/** What accounts have spent, as far as this instance knows. */
@FunctionalInterface
public interface MonthlySpend {

    /** US dollars spent on a channel in the present calendar month, UTC. */
    BigDecimal spent(Scope scope, Channel channel);
}
