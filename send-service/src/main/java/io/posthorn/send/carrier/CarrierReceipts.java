package io.posthorn.send.carrier;

import java.util.concurrent.CompletableFuture;

/** Where carriers report what became of the messages they took, once they know. */
public interface CarrierReceipts {

    /**
     * Writes a receipt down. It may come before the answer to the submission has been written down, again, or after the
     * message has ended.
     *
     * @param carrier name of the connection
     * @param messageId our id of the message
     * @param carrierMessageId the carrier's
     * @return done when the receipt is safe, which is when the carrier may forget it; failed where it has to tell again
     */
    CompletableFuture<Void> report(
            String carrier, String messageId, String carrierMessageId, SubmitResult.Receipt receipt);

    /**
     * Writes a receipt down that does not tell our id of the message; which one it is follows from the
     * {@link SubmitResult.References} of its submission, whichever instance that went through.
     *
     * @param connection the connection the id belongs to
     * @return as above
     */
    CompletableFuture<Void> report(String connection, String carrierMessageId, SubmitResult.Receipt receipt);
}
