package io.posthorn.registration.spend;

import io.posthorn.core.account.SpendLimits;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.SpendLimitOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.send.Channel;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;

/** The rules about the limits an account sets itself, the same for every channel. */
final class Overrides {
    /** The lowest limit, so the service's user guide; the API itself would allow zero. */
    private static final long LOWEST = 1;

    private static final String MONTHLY_LIMIT = "MonthlyLimit";

    private record Output(long monthlyLimit) {}

    private Overrides() {}

    static Decision set(Channel channel, long monthlyLimit, AccountResources account, DecisionContext context) {
        var max = max(channel, account, context);
        if (monthlyLimit < LOWEST) {
            return Decision.invalid(ValidationReason.INVALID_PARAMETER, MONTHLY_LIMIT, "must be at least " + LOWEST);
        }
        if (monthlyLimit > max) {
            return Decision.invalid(
                    ValidationReason.REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT,
                    MONTHLY_LIMIT,
                    "must not be higher than " + max);
        }
        return Decision.changed(
                new Output(monthlyLimit), new Change.Put(new SpendLimitOverride(channel, monthlyLimit)));
    }

    /** The answer tells the limit that holds from now on. Where none was set, nothing changes. */
    static Decision delete(Channel channel, AccountResources account, DecisionContext context) {
        var output = new Output(max(channel, account, context));
        return account.find(ResourceKind.SPEND_LIMIT_OVERRIDE, SpendLimitOverride.id(channel))
                .map(override -> Decision.changed(output, new Change.Remove(override)))
                .orElseGet(() -> Decision.changed(output));
    }

    private static long max(Channel channel, AccountResources account, DecisionContext context) {
        return SpendLimitOutput.whole(
                SpendLimits.of(context.profile(), account, channel).max());
    }
}
