package io.posthorn.send.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.QuietHours;
import io.posthorn.platform.backlog.AccountCounts;
import io.posthorn.platform.backlog.BacklogRecords;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.line.Exit;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.line.WaitingGauge;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lets messages go at the rate of their number and keeps the others waiting, in a line for each number. */
final class ThrottleProcessor implements PartitionProcessor, Exit<ClearedSend> {
    /**
     * A little longer than the second in which a number must keep its rate, so that what went by here in time seldom
     * has to wait again at the connector, which keeps the rate exactly. Costs one per cent of it.
     */
    private static final Duration WINDOW = Duration.ofMillis(1_010);

    /** Longer than a batch takes on a busy machine: what comes late for that costs the number nothing. */
    private static final Duration CATCH_UP = Duration.ofMillis(200);

    private final ResourceView resources;
    private final Clock clock;
    private final Lines<ClearedSend> lines;
    private final QuietHours quietHours;
    private final Resting resting;
    private final BacklogReports reports;
    private final Counter released;
    private final Counter queued;
    private final Counter expired;

    private ThrottleProcessor(
            StageSpec.Partition partition,
            ResourceView resources,
            Rates rates,
            QuietHours quietHours,
            Clock clock,
            MeterRegistry meters,
            WaitingGauge waiting,
            Duration interval) {
        this.resources = resources;
        this.quietHours = quietHours;
        this.clock = clock;
        this.lines =
                new Lines<>(partition.table(Topics.WAITING_SENDS), WINDOW, CATCH_UP, rates::of, this, clock.instant());
        this.released = meters.counter("posthorn.send.released");
        this.queued = meters.counter("posthorn.send.queued");
        this.expired = meters.counter("posthorn.send.expired", "stage", "throttle");
        this.resting = new Resting(
                partition.table(Topics.RESTING_SENDS),
                new AccountCounts(partition.table(Topics.RESTING_COUNTS), partition.number()),
                this::enter);
        this.reports = new BacklogReports(partition.table(Topics.NUMBER_BACKLOGS), lines, interval, clock.instant());
        waiting.watch(partition.number(), lines);
    }

    /** @param interval rest between two reports of the backlogs of a partition */
    static StageSpec<ThrottleProcessor> stage(
            ResourceView resources,
            Rates rates,
            QuietHours quietHours,
            Clock clock,
            MeterRegistry meters,
            Duration interval) {
        var waiting = new WaitingGauge("posthorn.send.waiting", meters);
        return StageSpec.of("throttle", ThrottleProcessor.class)
                .reads(Topics.CLEARED_SENDS, ThrottleProcessor::onCleared)
                .keeps(Topics.WAITING_SENDS)
                .keeps(Topics.RESTING_SENDS)
                .keeps(Topics.RESTING_COUNTS)
                .keeps(Topics.NUMBER_BACKLOGS)
                .with(partition -> new ThrottleProcessor(
                        partition, resources, rates, quietHours, clock, meters, waiting, interval));
    }

    private void onCleared(Inbound<ClearedSend> cleared, Outputs out) {
        var message = cleared.value().getMessage();
        resources.catchUpWith(cleared.headers(), new AccountId(message.getAccountId()));
        var now = clock.instant();
        if (enter(cleared.value(), now, out) == Lines.Passage.WAITS) {
            queued.increment();
            if (!cleared.value().getIsQueued()) {
                tell(message, MessageStatus.QUEUED, false, now, out);
            }
        }
    }

    private Lines.Passage enter(ClearedSend value, Instant now, Outputs out) {
        return takeAside(value, now, out) ? Lines.Passage.WAITS : lines.offer(value, now, out);
    }

    /** What would fall into the quiet hours of its country rests until they are over, and delays nobody. */
    @Override
    public boolean takeAside(ClearedSend waiting, Instant now, Outputs out) {
        var message = waiting.getMessage();
        if (message.getMessageType() != MessageType.PROMOTIONAL
                || !message.getExpiresAt().isAfter(now)) {
            return false;
        }
        var until = quietHours.end(message.getDestinationCountry(), now);
        until.ifPresent(end -> resting.keep(waiting, end, now));
        return until.isPresent();
    }

    @Override
    public List<Timed> timed() {
        return List.of(resting, lines, reports);
    }

    @Override
    public void moved(String line, Instant now) {
        reports.moved(line, now);
    }

    @Override
    public String line(ClearedSend waiting) {
        var message = waiting.getMessage();
        return BacklogRecords.key(message.getAccountId(), message.getOriginationIdentity());
    }

    @Override
    public Message message(ClearedSend waiting) {
        return waiting.getMessage();
    }

    @Override
    public Instant release(ClearedSend waiting, Instant now, Outputs out) {
        var message = waiting.getMessage();
        out.send(
                Topics.CARRIER_SUBMISSIONS,
                message.getCarrier() + "/" + message.getOriginationIdentity(),
                new CarrierSubmission(message, now, 0));
        released.increment();
        return now;
    }

    @Override
    public void expire(ClearedSend waiting, Instant now, Outputs out) {
        tell(waiting.getMessage(), MessageStatus.TTL_EXPIRED, true, now, out);
        expired.increment();
    }

    /** Voice messages have no event for waiting. */
    private static void tell(Message message, MessageStatus status, boolean isFinal, Instant at, Outputs out) {
        var channel = Channel.valueOf(message.getChannel().name());
        if (isFinal || EventType.of(channel, status).isPresent()) {
            out.send(
                    Topics.DELIVERY_EVENTS,
                    message.getMessageId(),
                    DeliveryEvents.of(message, status, isFinal, at, null));
        }
    }
}
