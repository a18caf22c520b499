package io.posthorn.send.carrier;

import io.posthorn.schemas.CarrierReceipt;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Receipts into the topics of reports and of receipts. Safe for many threads. */
final class KafkaCarrierReceipts implements CarrierReceipts {
    private final ConnectorRecords records;
    private final Clock clock;

    KafkaCarrierReceipts(ConnectorRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> report(
            String carrier, String messageId, String carrierMessageId, SubmitResult.Receipt receipt) {
        return records.write(
                Topics.CARRIER_REPORTS,
                messageId,
                CarrierReports.receipt(messageId, carrier, carrierMessageId, receipt, clock.instant()));
    }

    @Override
    public CompletableFuture<Void> report(String connection, String carrierMessageId, SubmitResult.Receipt receipt) {
        return records.write(
                Topics.CARRIER_RECEIPTS,
                CarrierReports.key(connection, carrierMessageId),
                new CarrierReceipt(
                        connection,
                        carrierMessageId,
                        receipt.status().name(),
                        receipt.isFinal(),
                        receipt.detail(),
                        clock.instant()));
    }
}
