package io.posthorn.send.carrier;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.line.Exit;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.line.WaitingGauge;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to carriers: all messages of a batch at once, and waits for all answers before the batch is committed.
 * A crash in between hands the messages of that batch over again, as far as the carrier had them: the only place in the
 * system where that can happen, and bounded by the batch.
 *
 * <p>The number's rate is kept here exactly, because on its way from the throttle a message may come closer to the one
 * before it, and because after an interruption the throttle's releases have piled up. What has to wait is parked in a
 * table, in a line for each number, so that neither a number nor a carrier that is in trouble delays any other.
 */
final class ConnectorProcessor implements PartitionProcessor, Exit<CarrierSubmission> {
    private static final Logger log = LoggerFactory.getLogger(ConnectorProcessor.class);

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Carriers carriers;
    private final ResourceView resources;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Duration answerTimeout;
    private final Lines<CarrierSubmission> lines;
    private final CarrierTroubles troubles;
    private final List<HandedOver> handedOver = new ArrayList<>();

    private record HandedOver(CarrierSubmission submission, CompletableFuture<SubmitResult> answer) {}

    private ConnectorProcessor(
            StageSpec.Partition partition,
            Carriers carriers,
            ResourceView resources,
            Rates rates,
            Clock clock,
            MeterRegistry meters,
            Duration answerTimeout,
            WaitingGauge parked) {
        this.carriers = carriers;
        this.resources = resources;
        this.clock = clock;
        this.meters = meters;
        this.answerTimeout = answerTimeout;
        this.lines = new Lines<>(
                partition.table(Topics.PARKED_SUBMISSIONS), WINDOW, Duration.ZERO, rates::of, this, clock.instant());
        this.troubles = new CarrierTroubles(partition.table(Topics.CARRIER_TROUBLES), partition.number());
        parked.watch(partition.number(), lines);
    }

    static StageSpec<ConnectorProcessor> stage(
            Carriers carriers,
            ResourceView resources,
            Rates rates,
            Clock clock,
            MeterRegistry meters,
            Duration answerTimeout) {
        var parked = new WaitingGauge("posthorn.send.parked", meters);
        return StageSpec.of("connector", ConnectorProcessor.class)
                .reads(Topics.CARRIER_SUBMISSIONS, ConnectorProcessor::onSubmission)
                .keeps(Topics.PARKED_SUBMISSIONS)
                .keeps(Topics.CARRIER_TROUBLES)
                .with(partition -> new ConnectorProcessor(
                        partition, carriers, resources, rates, clock, meters, answerTimeout, parked));
    }

    private void onSubmission(Inbound<CarrierSubmission> submission, Outputs out) {
        var message = submission.value().getMessage();
        resources.catchUpWith(submission.headers(), new AccountId(message.getAccountId()));
        var now = clock.instant();
        if (carriers.find(message.getCarrier()).isEmpty()) {
            refuse(message, MessageStatus.CARRIER_UNREACHABLE, "no such carrier connection", now, out);
        } else {
            lines.offer(submission.value(), now, out);
        }
    }

    @Override
    public List<Timed> timed() {
        return List.of(lines);
    }

    @Override
    public void endBatch(Outputs out) {
        if (!handedOver.isEmpty()) {
            awaitAnswers(out);
        }
    }

    @Override
    public String line(CarrierSubmission waiting) {
        var message = waiting.getMessage();
        return message.getAccountId() + "/" + message.getOriginationIdentity();
    }

    @Override
    public Message message(CarrierSubmission waiting) {
        return waiting.getMessage();
    }

    @Override
    public Instant release(CarrierSubmission submission, Instant now, Outputs out) {
        var message = submission.getMessage();
        var carrier = carriers.find(message.getCarrier());
        if (carrier.isEmpty()) {
            refuse(message, MessageStatus.CARRIER_UNREACHABLE, "no such carrier connection", now, out);
        } else {
            handedOver.add(new HandedOver(submission, submit(carrier.get(), message)));
        }
        // The second counts from when the carrier had it.
        return clock.instant();
    }

    @Override
    public void expire(CarrierSubmission submission, Instant now, Outputs out) {
        refuse(submission.getMessage(), MessageStatus.TTL_EXPIRED, "time to live ended before the hand-over", now, out);
    }

    private static CompletableFuture<SubmitResult> submit(Carrier carrier, Message message) {
        try {
            return carrier.submit(message);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private void awaitAnswers(Outputs out) {
        var patience = System.nanoTime() + answerTimeout.toNanos();
        var tryLater = new ArrayList<HandedOver>();
        for (var each : handedOver) {
            var message = each.submission().getMessage();
            switch (await(each.answer(), patience, message)) {
                case SubmitResult.Accepted accepted -> accepted(message, accepted, out);
                case SubmitResult.Refused refused ->
                    refuse(message, refused.status(), refused.detail(), clock.instant(), out);
                case SubmitResult.TryLater later -> {
                    lines.hold(each.submission(), clock.instant().plus(later.after()));
                    troubles.tookNothing(message.getCarrier(), later.after(), clock.instant());
                    tryLater.add(each);
                }
            }
        }
        handedOver.clear();
        // The last one first, so that they stand in their line in their old order.
        for (var each : tryLater.reversed()) {
            var message = each.submission().getMessage();
            lines.putBack(each.submission(), clock.instant());
            count(message, "later");
        }
    }

    private SubmitResult await(CompletableFuture<SubmitResult> answer, long patience, Message message) {
        try {
            return answer.get(Math.max(0, patience - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while carriers were asked", interrupted);
        } catch (ExecutionException | CancellationException failed) {
            return unanswered(message, failed);
        } catch (TimeoutException late) {
            return unanswered(message, late);
        }
    }

    private static SubmitResult unanswered(Message message, Exception cause) {
        log.atWarn()
                .addKeyValue("messageId", message.getMessageId())
                .addKeyValue("carrier", message.getCarrier())
                .addKeyValue("reason", String.valueOf(cause.getMessage()))
                .log("no answer to a message handed over; its status is given up as unknown");
        return new SubmitResult.Refused(MessageStatus.UNKNOWN, "no answer from the carrier");
    }

    private void accepted(Message message, SubmitResult.Accepted accepted, Outputs out) {
        var now = clock.instant();
        var carrierMessageId = accepted.carrierMessageId();
        report(CarrierReports.submitted(message, carrierMessageId, now), out);
        for (var receipt : accepted.receipts()) {
            report(
                    CarrierReports.receipt(
                            message.getMessageId(), message.getCarrier(), carrierMessageId, receipt, now),
                    out);
        }
        troubles.tookOne(message.getCarrier());
        count(message, "accepted");
    }

    private void refuse(Message message, MessageStatus status, String detail, Instant at, Outputs out) {
        report(CarrierReports.refused(message, status, detail, at), out);
        count(message, status == MessageStatus.TTL_EXPIRED ? "expired" : "refused");
    }

    private static void report(CarrierReport report, Outputs out) {
        out.send(Topics.CARRIER_REPORTS, report.getMessageId(), report);
    }

    private void count(Message message, String outcome) {
        var carrier = carriers.find(message.getCarrier()).isPresent() ? message.getCarrier() : "none";
        meters.counter("posthorn.send.submitted", "carrier", carrier, "outcome", outcome)
                .increment();
    }
}
