package io.posthorn.send.carrier;

import io.posthorn.core.event.MessageStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a carrier answers a message handed to it. */
public sealed interface SubmitResult {

    /**
     * The carrier has the message.
     *
     * @param carrierMessageId the carrier's id of it
     * @param receipts what the carrier reports in the same breath, in order; usually nothing
     */
    record Accepted(String carrierMessageId, List<Receipt> receipts) implements SubmitResult {
        public Accepted {
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * The carrier does not take the message and would not take it later.
     *
     * @param status the final status this means
     * @param detail the carrier's own code or text
     */
    record Refused(MessageStatus status, String detail) implements SubmitResult {}

    /** The carrier does not have the message and may take it after some time: it is busy or cannot be reached. */
    record TryLater(Duration after, String detail) implements SubmitResult {}

    /**
     * What a carrier says of a message it has.
     *
     * @param isFinal whether nothing further will be said
     * @param detail the carrier's own code or text
     * @param callSeconds how long the call has lasted, where there is one that was answered
     */
    record Receipt(
            MessageStatus status,
            boolean isFinal,
            String detail,
            @Nullable Integer callSeconds) {

        /** A receipt of what is no call, or none that was answered. */
        public Receipt(MessageStatus status, boolean isFinal, String detail) {
            this(status, isFinal, detail, null);
        }
    }
}
