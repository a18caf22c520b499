package io.posthorn.send.carrier;

import io.posthorn.schemas.Message;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to somebody who delivers messages. Every bean of this type, and every one a {@link CarrierGroup} has,
 * takes the messages of the numbers whose carrier has its name. What the carrier tells of a message later goes to
 * {@link CarrierReceipts}. Called by several threads.
 */
public interface Carrier {

    /** The name numbers refer to, in kebab case. */
    String name();

    /**
     * Asks for room for a message. Where there is some, it is kept until the future of {@link #submit} is done or
     * {@link #forgo} is called, one of which follows. Must not block.
     */
    default Room reserve(Message message) {
        return Room.FREE;
    }

    /** The message that room was asked for is not handed over after all. */
    default void forgo(Message message) {}

    /**
     * Hands a message over. Must not block for long. The number's rate and the message's time to live have been looked
     * after, and it is written down that this carrier may have the message.
     *
     * <p>A future that fails, or does not end in time, means that nobody knows whether the carrier has the message: it
     * is in doubt. In the latter case the future is cancelled. Where the carrier certainly does not have the message,
     * answer {@link SubmitResult.TryLater}.
     */
    CompletableFuture<SubmitResult> submit(Message message);

    /** What becomes of messages of which nobody knows whether this carrier has them. */
    default InDoubt inDoubt() {
        return InDoubt.UNKNOWN;
    }

    /**
     * Whether answers follow from the message alone and at once, and handing a message over again changes nothing. Then
     * nothing has to be written down before.
     */
    default boolean isRepeatable() {
        return false;
    }
}
