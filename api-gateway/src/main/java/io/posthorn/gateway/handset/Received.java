package io.posthorn.gateway.handset;

import io.posthorn.schemas.CarrierSubmission;
import java.time.Instant;
import java.util.List;

/**
 * A message a phone has received.
 *
 * @param accountId whose message it is
 * @param carrier who delivered it
 * @param phoneNumber the phone's
 * @param originationIdentity who sent it, as the phone shows it
 * @param receivedTimestamp when the carrier got it
 */
public record Received(
        String accountId,
        String carrier,
        String phoneNumber,
        String messageId,
        String channel,
        String originationIdentity,
        String messageBody,
        List<String> mediaUrls,
        Instant receivedTimestamp) {

    static Received of(CarrierSubmission submission) {
        var message = submission.getMessage();
        return new Received(
                message.getAccountId(),
                message.getCarrier(),
                message.getDestinationPhoneNumber(),
                message.getMessageId(),
                message.getChannel().name(),
                message.getOriginationIdentity(),
                message.getMessageBody(),
                message.getMediaUrls(),
                submission.getReleasedAt());
    }
}
