package io.posthorn.platform.call;

import io.posthorn.core.account.AccountCalls;
import io.posthorn.core.resource.Scope;
import java.time.Duration;

/** What this instance knows of the calls of accounts: those of all partitions, a moment after their commit. */
public interface CallView extends AccountCalls {

    /** Calls accepted within the last {@code period} in other partitions. */
    int elsewhere(int partition, Scope scope, Duration period);
}
