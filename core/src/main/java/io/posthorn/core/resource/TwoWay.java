package io.posthorn.core.resource;

import org.jspecify.annotations.Nullable;

/**
 * What happens to inbound messages.
 *
 * @param enabled whether they are passed on
 * @param channelArn where they go
 * @param channelRole role used to write there
 */
public record TwoWay(
        boolean enabled,
        @Nullable String channelArn,
        @Nullable String channelRole) {
    /** Inbound messages are not passed on. */
    public static final TwoWay OFF = new TwoWay(false, null, null);
}
