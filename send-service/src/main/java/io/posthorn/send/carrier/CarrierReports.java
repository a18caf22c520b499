package io.posthorn.send.carrier;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import java.time.Instant;

/** Makes the records that tell what a carrier said. */
public final class CarrierReports {
    private CarrierReports() {}

    /** The key of everything about a message a carrier knows by an id of its own. */
    public static String key(String connection, String carrierMessageId) {
        return connection + "/" + carrierMessageId;
    }

    static CarrierReport submitted(Message message, SubmitResult.Accepted accepted, Instant at) {
        var references = accepted.references();
        return new CarrierReport(
                message.getMessageId(),
                CarrierReportKind.SUBMITTED,
                references == null ? message.getCarrier() : references.connection(),
                accepted.carrierMessageId(),
                (message.getChannel() == Channel.VOICE ? MessageStatus.INITIATED : MessageStatus.PENDING).name(),
                false,
                null,
                at,
                withoutBody(message),
                null,
                0,
                references == null ? 1 : references.ids().size());
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
                null,
                0,
                1);
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
                receipt.callSeconds(),
                0,
                1);
    }

    /** Nobody downstream needs the text, and it should not lie around longer than it has to. */
    private static Message withoutBody(Message message) {
        var copy = new Message();
        for (var field : message.getSchema().getFields()) {
            copy.put(field.pos(), field.name().equals("messageBody") ? "" : message.get(field.pos()));
        }
        return copy;
    }
}
