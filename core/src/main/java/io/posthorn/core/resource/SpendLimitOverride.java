package io.posthorn.core.resource;

import io.posthorn.core.send.Channel;
import java.util.Locale;

/**
 * The limit an account has set itself for what a channel may cost in a month; lower than, or the same as, the
 * operator's.
 *
 * @param monthlyLimit whole US dollars for one calendar month, UTC
 */
public record SpendLimitOverride(Channel channel, long monthlyLimit) implements Resource {

    /** How the override for a channel is identified. */
    public static String id(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ResourceKind<SpendLimitOverride> kind() {
        return ResourceKind.SPEND_LIMIT_OVERRIDE;
    }

    @Override
    public String id() {
        return id(channel);
    }
}
