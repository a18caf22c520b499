package io.posthorn.send.carrier;

import io.posthorn.platform.inbound.InboundText;
import java.util.concurrent.CompletableFuture;

/** Where carriers hand over what people write to our numbers. */
@FunctionalInterface
public interface CarrierInbox {

    /**
     * Writes a message, or one part of it, down. Parts may come in any order, again, or never. Nothing has to be
     * checked before: what belongs to no number of ours is put aside later, with its reason.
     *
     * @return done when the text is safe, which is when the carrier may forget it; failed where it has to hand it over
     *     again
     */
    CompletableFuture<Void> receive(InboundText text);
}
