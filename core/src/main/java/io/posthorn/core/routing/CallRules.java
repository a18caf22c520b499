package io.posthorn.core.routing;

import io.posthorn.core.account.AccountTier;
import io.posthorn.core.routing.RoutingDecision.Refused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many calls an account may place: quotas of the service's user guide, which cannot be raised. */
final class CallRules {
    private static final int PER_DAY_IN_SANDBOX = 20;
    private static final int PER_MINUTE_IN_SANDBOX = 5;
    private static final int PER_MINUTE = 20;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private CallRules() {}

    static @Nullable Refused accountMayCall(Draft draft) {
        if (!RoutingPolicy.countsAsCall(draft.order)) {
            return null;
        }
        var calls = draft.facts.calls();
        var scope = draft.resources.scope();
        var inSandbox = draft.profile.tier() == AccountTier.SANDBOX;
        if (inSandbox && calls.within(scope, DAY) >= PER_DAY_IN_SANDBOX) {
            return draft.refused(
                    Refusal.CALLS_PER_DAY_REACHED,
                    "An account in the sandbox may place " + PER_DAY_IN_SANDBOX + " calls in 24 hours");
        }
        var perMinute = inSandbox ? PER_MINUTE_IN_SANDBOX : PER_MINUTE;
        return calls.within(scope, MINUTE) >= perMinute
                ? draft.refused(
                        Refusal.CALLS_PER_MINUTE_REACHED, "The account may place " + perMinute + " calls in a minute")
                : null;
    }
}
