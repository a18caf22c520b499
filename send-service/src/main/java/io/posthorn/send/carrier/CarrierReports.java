package io.posthorn.send.carrier;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import java.time.Instant;

/** Makes the records that tell what a carrier said. */
final class CarrierReports {
    private CarrierReports() {}

    static CarrierReport submitted(Message message, String carrierMessageId, Instant at) {
        return new CarrierReport(
                message.getMessageId(),
                CarrierReportKind.SUBMITTED,
                message.getCarrier(),
                carrierMessageId,
                (message.getChannel() == Channel.VOICE ? MessageStatus.INITIATED : MessageStatus.PENDING).name(),
                false,
                null,
                at,
                withoutBody(message),
                null);
    }

    static CarrierReport refused(Message message, MessageStatus status, String detail, Instant at) {
        return new CarrierReport(
                message.getMessageId(),
                CarrierReportKind.REFUSED,
                message.getCarrier(),
                null,
                status.name(),
                true,
                detail,
                at,
                withoutBody(message),
                null);
    }

    static CarrierReport receipt(
            String messageId, String carrier, String carrierMessageId, SubmitResult.Receipt receipt, Instant at) {
        return new CarrierReport(
                messageId,
                CarrierReportKind.RECEIPT,
                carrier,
                carrierMessageId,
                receipt.status().name(),
                receipt.isFinal(),
                receipt.detail(),
                at,
                null,
                receipt.callSeconds());
    }

    /** Nobody downstream needs the text, and it should not lie around longer than it has to. */
    private static Message withoutBody(Message message) {
        var copy = new Message();
        for (var field : message.getSchema().getFields()) {
            copy.put(field.pos(), message.get(field.pos()));
        }
        copy.setMessageBody("");
        return copy;
    }
}
