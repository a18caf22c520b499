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
     * @param carrierMessageId the carrier's id of it, or of its first part
     * @param receipts what the carrier reports in the same breath, in order; usually nothing
     * @param references by what receipts will name it, where they do not name it by our id
     */
    record Accepted(
            String carrierMessageId,
            List<Receipt> receipts,
            @Nullable References references) implements SubmitResult {
        public Accepted {
            receipts = List.copyOf(receipts);
        }

        /** Receipts, if any, will name the message by our id. */
        public Accepted(String carrierMessageId, List<Receipt> receipts) {
            this(carrierMessageId, receipts, null);
        }
    }

    /**
     * How a carrier's receipts name a message.
     *
     * @param connection the connection the ids belong to
     * @param ids the carrier's id of each part that is reported by itself, in order; at most 64
     */
    record References(String connection, List<String> ids) {
        public References {
            ids = List.copyOf(ids);
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
