package io.posthorn.send.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Table;
import io.posthorn.schemas.CarrierReceipt;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.carrier.CarrierReports;
import io.posthorn.send.receipt.ReceiptMeters.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message of a receipt that tells the carrier's id only. The ids are in a table, so it does not matter how
 * many receipts are still to come, which instance submitted the message, or when. An id is forgotten with the last
 * receipt, or when the message has been given up. A receipt may come before its id is known; it waits for that.
 */
final class ReferenceProcessor implements PartitionProcessor {
    /** With those between sweeps: a million ids are looked at within half an hour. */
    private static final int PER_SWEEP = 500;

    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private final Table<CarrierReference> known;
    private final Early<CarrierReceipt> early;
    private final Duration keptFor;
    private final Clock clock;
    private final ReceiptMeters meters;
    private @Nullable Instant nextSweep;
    private String sweptUntil = "";

    private ReferenceProcessor(StageSpec.Partition partition, Duration keptFor, Clock clock, ReceiptMeters meters) {
        this.known = partition.table(Topics.KNOWN_REFERENCES);
        this.early = new Early<>(
                partition.table(Topics.EARLY_RECEIPTS), ReferenceProcessor::key, CarrierReceipt::getReportedAt);
        this.keptFor = keptFor;
        this.clock = clock;
        this.meters = meters;
        noteSweep();
    }

    /** @param keptFor how long receipts are waited for */
    static StageSpec<ReferenceProcessor> stage(Duration keptFor, Clock clock, MeterRegistry registry) {
        var meters = new ReceiptMeters(registry);
        return StageSpec.of("references", ReferenceProcessor.class)
                .reads(Topics.CARRIER_REFERENCES, ReferenceProcessor::onReference)
                .reads(Topics.CARRIER_RECEIPTS, ReferenceProcessor::onReceipt)
                .keeps(Topics.KNOWN_REFERENCES)
                .keeps(Topics.EARLY_RECEIPTS)
                .with(partition -> new ReferenceProcessor(partition, keptFor, clock, meters));
    }

    private void onReference(Inbound<CarrierReference> reference, Outputs out) {
        known.put(reference.key(), reference.value());
        noteSweep();
        early.take(reference.key()).forEach(receipt -> pass(receipt, reference.value(), out));
    }

    private void onReceipt(Inbound<CarrierReceipt> receipt, Outputs out) {
        var reference = known.get(key(receipt.value()));
        if (reference.isPresent()) {
            pass(receipt.value(), reference.get(), out);
        } else if (!early.keep(receipt.value())) {
            meters.count(Kind.UNMATCHED);
        }
    }

    private void pass(CarrierReceipt receipt, CarrierReference reference, Outputs out) {
        out.send(
                Topics.CARRIER_REPORTS,
                reference.getMessageId(),
                new CarrierReport(
                        reference.getMessageId(),
                        CarrierReportKind.RECEIPT,
                        receipt.getCarrier(),
                        receipt.getCarrierMessageId(),
                        receipt.getStatus(),
                        receipt.getIsFinal(),
                        receipt.getDetail(),
                        receipt.getReportedAt(),
                        null,
                        null,
                        reference.getPart(),
                        1));
        if (receipt.getIsFinal()) {
            known.delete(key(receipt));
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return Stream.concat(Stream.ofNullable(nextSweep), early.nextEnd().stream())
                .min(Comparator.naturalOrder());
    }

    @Override
    public void wake(Instant now, Outputs out) {
        meters.count(Kind.UNMATCHED, early.forget(now));
        if (nextSweep != null && !nextSweep.isAfter(now)) {
            sweep(now);
        }
    }

    /** Looks at some of the ids for old ones, and goes on there next time. */
    private void sweep(Instant now) {
        var page = known.page("", sweptUntil, PER_SWEEP);
        for (var entry : page) {
            if (!entry.value().getSubmittedAt().plus(keptFor).isAfter(now)) {
                known.delete(entry.key());
            }
        }
        if (page.size() == PER_SWEEP) {
            sweptUntil = page.getLast().key();
            nextSweep = now.plus(BETWEEN_SWEEPS);
        } else {
            sweptUntil = "";
            nextSweep = page.isEmpty() ? null : now.plus(BETWEEN_ROUNDS);
        }
    }

    private void noteSweep() {
        if (nextSweep == null) {
            nextSweep = clock.instant().plus(BETWEEN_ROUNDS);
        }
    }

    private static String key(CarrierReceipt receipt) {
        return CarrierReports.key(receipt.getCarrier(), receipt.getCarrierMessageId());
    }
}
