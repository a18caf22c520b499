package io.posthorn.send.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageDeadline;
import io.posthorn.schemas.OpenMessage;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.receipt.ReceiptMeters.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns carriers' reports into delivery events. A submitted message is open until its final report; every message gets
 * exactly one final event, and a report that comes again, late, or for nobody changes nothing. A receipt may come
 * before the answer to the submission; it waits for that.
 *
 * <p>A message whose final report stays out ends as unknown. When that is due is found in a second table whose keys
 * begin with the time: its first entry is the next one, so that nothing has to be scanned and nothing kept in memory.
 *
 * <p>Most messages open and end within one batch. They are kept in memory until the batch ends and never reach a table.
 */
final class ReceiptProcessor implements PartitionProcessor {
    private static final int GIVEN_UP_PER_WAKE = 500;

    private final Table<OpenMessage> open;
    private final Table<MessageDeadline> deadlines;
    private final Early<CarrierReport> early;
    private final Duration giveUpAfter;
    private final ReceiptMeters meters;
    private final Map<String, OpenMessage> openedInBatch = new HashMap<>();

    /** No deadline is before this; the message it belonged to may have ended since. */
    private @Nullable Instant nextDeadline;

    private ReceiptProcessor(StageSpec.Partition partition, Duration giveUpAfter, ReceiptMeters meters) {
        this.open = partition.table(Topics.OPEN_MESSAGES);
        this.deadlines = partition.table(Topics.MESSAGE_DEADLINES);
        this.early = new Early<>(
                partition.table(Topics.EARLY_REPORTS), CarrierReport::getMessageId, CarrierReport::getReportedAt);
        this.giveUpAfter = giveUpAfter;
        this.meters = meters;
        this.nextDeadline = firstDeadline();
    }

    static StageSpec<ReceiptProcessor> stage(Duration giveUpAfter, MeterRegistry registry) {
        var meters = new ReceiptMeters(registry);
        return StageSpec.of("receipts", ReceiptProcessor.class)
                .reads(Topics.CARRIER_REPORTS, ReceiptProcessor::onReport)
                .keeps(Topics.OPEN_MESSAGES)
                .keeps(Topics.MESSAGE_DEADLINES)
                .keeps(Topics.EARLY_REPORTS)
                .with(partition -> new ReceiptProcessor(partition, giveUpAfter, meters));
    }

    private void onReport(Inbound<CarrierReport> inbound, Outputs out) {
        var report = inbound.value();
        switch (report.getKind()) {
            case SUBMITTED -> {
                meters.count(submitted(report, out));
                early.take(report.getMessageId()).forEach(receipt -> count(receipt(receipt, out), receipt));
            }
            case REFUSED -> meters.count(refused(report, out));
            case RECEIPT -> count(receipt(report, out), report);
        }
    }

    /** Of a receipt of a message nothing is known of it is not known yet what it is. */
    private void count(Kind kind, CarrierReport receipt) {
        if (kind != Kind.UNMATCHED || !early.keep(receipt)) {
            meters.count(kind);
        }
    }

    private Kind submitted(CarrierReport report, Outputs out) {
        if (find(report.getMessageId()).isPresent()) {
            return Kind.REPEATED;
        }
        var message = messageOf(report);
        var at = report.getReportedAt();
        var status = ReportedStatus.of(report);
        tell(message, status, at, out);
        openedInBatch.put(
                report.getMessageId(),
                new OpenMessage(message, at, at.plus(giveUpAfter), status.name(), report.getReportedParts(), 0L));
        meters.submitted(message, at);
        return Kind.SUBMITTED;
    }

    private Kind refused(CarrierReport report, Outputs out) {
        var known = find(report.getMessageId());
        var message = known.isPresent() ? known.get().getMessage() : messageOf(report);
        end(message, known, ReportedStatus.of(report), report.getReportedAt(), null, out);
        return Kind.REFUSED;
    }

    private Kind receipt(CarrierReport report, Outputs out) {
        var known = find(report.getMessageId());
        if (known.isEmpty()) {
            return Kind.UNMATCHED;
        }
        var message = known.get();
        var status = ReportedStatus.of(report);
        if (report.getIsFinal()) {
            var parts = arrived(message, report);
            if (status == MessageStatus.DELIVERED && parts == message.getPartsAtTheirEnd()) {
                return Kind.REPEATED;
            }
            if (status == MessageStatus.DELIVERED && Long.bitCount(parts) < message.getReportedParts()) {
                keep(with(message, MessageStatus.valueOf(message.getLastStatus()), parts));
                return Kind.RECEIPT;
            }
            end(message.getMessage(), known, status, report.getReportedAt(), report.getCallSeconds(), out);
            return Kind.RECEIPT;
        }
        if (!ReportedStatus.isProgress(MessageStatus.valueOf(message.getLastStatus()), status)) {
            return Kind.REPEATED;
        }
        tell(message.getMessage(), status, report.getReportedAt(), out);
        keep(with(message, status, message.getPartsAtTheirEnd()));
        return Kind.RECEIPT;
    }

    @Override
    public Optional<Instant> nextWake() {
        return Stream.concat(Stream.ofNullable(nextDeadline), early.nextEnd().stream())
                .min(Comparator.naturalOrder());
    }

    @Override
    public void wake(Instant now, Outputs out) {
        meters.count(Kind.UNMATCHED, early.forget(now));
        store();
        for (var entry : deadlines.page("", "", GIVEN_UP_PER_WAKE)) {
            if (timeOf(entry.key()).isAfter(now)) {
                break;
            }
            deadlines.delete(entry.key());
            var known = open.get(entry.value().getMessageId());
            known.ifPresent(message -> end(message.getMessage(), known, MessageStatus.UNKNOWN, now, null, out));
        }
        nextDeadline = firstDeadline();
    }

    @Override
    public void endBatch(Outputs out) {
        store();
    }

    private Optional<OpenMessage> find(String messageId) {
        var opened = openedInBatch.get(messageId);
        return opened == null ? open.get(messageId) : Optional.of(opened);
    }

    private void keep(OpenMessage message) {
        var id = message.getMessage().getMessageId();
        if (openedInBatch.containsKey(id)) {
            openedInBatch.put(id, message);
        } else {
            open.put(id, message);
        }
    }

    private void end(
            Message message,
            Optional<OpenMessage> known,
            MessageStatus status,
            Instant at,
            @Nullable Integer callSeconds,
            Outputs out) {
        var ending = ReportedStatus.ending(message, status);
        out.send(
                Topics.DELIVERY_EVENTS,
                message.getMessageId(),
                DeliveryEvents.of(message, ending, true, at, null, callSeconds));
        if (known.isPresent() && openedInBatch.remove(message.getMessageId()) == null) {
            open.delete(message.getMessageId());
            deadlines.delete(deadlineKey(known.get()));
        }
        meters.ended(message, ending, at);
    }

    private static void tell(Message message, MessageStatus status, Instant at, Outputs out) {
        if (ReportedStatus.canTell(message, status)) {
            out.send(
                    Topics.DELIVERY_EVENTS,
                    message.getMessageId(),
                    DeliveryEvents.of(message, status, false, at, null));
        }
    }

    private void store() {
        for (var message : openedInBatch.values()) {
            open.put(message.getMessage().getMessageId(), message);
            deadlines.put(
                    deadlineKey(message),
                    new MessageDeadline(message.getMessage().getMessageId()));
            if (nextDeadline == null || message.getDeadline().isBefore(nextDeadline)) {
                nextDeadline = message.getDeadline();
            }
        }
        openedInBatch.clear();
    }

    private @Nullable Instant firstDeadline() {
        var first = deadlines.page("", "", 1);
        return first.isEmpty() ? null : timeOf(first.getFirst().key());
    }

    /** Milliseconds since the epoch have thirteen digits until the year 2286. */
    private static String deadlineKey(OpenMessage message) {
        return message.getDeadline().toEpochMilli() + "/" + message.getMessage().getMessageId();
    }

    private static Instant timeOf(String deadlineKey) {
        return Instant.ofEpochMilli(Long.parseLong(deadlineKey, 0, deadlineKey.indexOf('/'), 10));
    }

    private static Message messageOf(CarrierReport report) {
        var message = report.getMessage();
        if (message == null) {
            throw new IllegalArgumentException("the answer to a submission must carry the message");
        }
        return message;
    }

    /** The parts that have arrived: a message has when all of its parts have, and has not when one has not. */
    private static long arrived(OpenMessage message, CarrierReport receipt) {
        return message.getPartsAtTheirEnd() | (1L << receipt.getPart());
    }

    private static OpenMessage with(OpenMessage message, MessageStatus status, long partsAtTheirEnd) {
        return new OpenMessage(
                message.getMessage(),
                message.getSubmittedAt(),
                message.getDeadline(),
                status.name(),
                message.getReportedParts(),
                partsAtTheirEnd);
    }
}
