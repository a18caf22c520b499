package io.posthorn.core.api.output;

import io.posthorn.core.account.SpendLimits;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a channel may cost in a month, in whole US dollars.
 *
 * @param enforcedLimit where sending stops
 * @param maxLimit what the operator allows
 * @param overridden whether the account has set a limit itself
 */
public record SpendLimitOutput(String name, long enforcedLimit, long maxLimit, boolean overridden) {

    public static SpendLimitOutput of(Channel channel, SpendLimits limits) {
        return new SpendLimitOutput(
                channel.name() + "_MESSAGE_MONTHLY_SPEND_LIMIT",
                whole(limits.enforced()),
                whole(limits.max()),
                limits.override() != null);
    }

    /** The API knows whole dollars only. */
    public static long whole(BigDecimal dollars) {
        return dollars.setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
