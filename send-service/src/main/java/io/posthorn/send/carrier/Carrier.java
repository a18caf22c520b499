package io.posthorn.send.carrier;

import io.posthorn.schemas.Message;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to somebody who delivers messages. Every bean of this type, and every one a {@link CarrierGroup} has, takes
 * the messages of the numbers whose carrier has its name. What the carrier tells of a message later goes to
 * {@link CarrierReceipts}.
 */
public interface Carrier {

    /** The name numbers refer to, in kebab case. */
    String name();

    /**
     * Hands a message over. Called by several threads; must not block for long. The number's rate and the message's
     * time to live have been looked after.
     *
     * <p>A future that fails, or does not end in time, means that nobody knows whether the carrier has the message: it
     * is not handed over again, and its status is given up as unknown. Where the carrier certainly does not have it,
     * answer {@link SubmitResult.TryLater}.
     */
    CompletableFuture<SubmitResult> submit(Message message);
}
