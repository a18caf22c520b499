package io.posthorn.core.account;

import io.posthorn.core.resource.Scope;
import java.time.Duration;

/** How many calls accounts have had placed lately, as far as this instance knows. */
@FunctionalInterface
public interface AccountCalls {

    /** Enough to tell whether any quota is used up: what is counted beyond may be left out. */
    int MOST = 20;

    /** Calls accepted within the last {@code period}, at most a day, up to {@link #MOST}. */
    int within(Scope scope, Duration period);
}
