package io.posthorn.core.send;

import io.posthorn.core.resource.Capability;

/** How a message travels. */
public enum Channel {
    TEXT(Capability.SMS),
    MEDIA(Capability.MMS),
    VOICE(Capability.VOICE);

    private final Capability capability;

    Channel(Capability capability) {
        this.capability = capability;
    }

    /** What a number must be capable of to carry the message. */
    public Capability capability() {
        return capability;
    }
}
