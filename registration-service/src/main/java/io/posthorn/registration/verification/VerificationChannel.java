package io.posthorn.registration.verification;

import io.posthorn.core.send.Channel;

/** How a code gets to a destination; spelt as on the wire. */
public enum VerificationChannel {
    TEXT(Channel.TEXT),
    VOICE(Channel.VOICE);

    private final Channel channel;

    VerificationChannel(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }
}
