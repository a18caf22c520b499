package io.posthorn.send.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.EventType;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.line.Exit;
import io.posthorn.platform.line.Lines;
import io.posthorn.platform.line.WaitingGauge;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets messages go at the rate of their number and keeps the others waiting, in a line for each number. */
final class ThrottleProcessor implements PartitionProcessor, Exit<ClearedSend> {
    /**
     * A little longer than the second in which a number must keep its rate: the way to the carrier may take the
     * earlier of two messages longer than the later one. Costs one per cent of the rate.
     */
    private static final Duration WINDOW = Duration.ofMillis(1_010);

    private final ResourceView resources;
    private final Clock clock;
    private final Lines<ClearedSend> lines;
    private final Counter released;
    private final Counter queued;
    private final Counter expired;

    private ThrottleProcessor(
            StageSpec.Partition partition,
            ResourceView resources,
            Rates rates,
            Clock clock,
            MeterRegistry meters,
            WaitingGauge waiting) {
        this.resources = resources;
        this.clock = clock;
        this.lines = new Lines<>(partition.table(Topics.WAITING_SENDS), WINDOW, rates::of, this, clock.instant());
        this.released = meters.counter("posthorn.send.released");
        this.queued = meters.counter("posthorn.send.queued");
        this.expired = meters.counter("posthorn.send.expired", "stage", "throttle");
        waiting.watch(partition.number(), lines);
    }

    static StageSpec<ThrottleProcessor> stage(ResourceView resources, Rates rates, Clock clock, MeterRegistry meters) {
        var waiting = new WaitingGauge("posthorn.send.waiting", meters);
        return StageSpec.of("throttle", ThrottleProcessor.class)
                .reads(Topics.CLEARED_SENDS, ThrottleProcessor::onCleared)
                .keeps(Topics.WAITING_SENDS)
                .with(partition -> new ThrottleProcessor(partition, resources, rates, clock, meters, waiting));
    }

    private void onCleared(Inbound<ClearedSend> cleared, Outputs out) {
        var message = cleared.value().getMessage();
        resources.catchUpWith(cleared.headers(), new AccountId(message.getAccountId()));
        var now = clock.instant();
        if (lines.offer(cleared.value(), now, out) == Lines.Passage.WAITS) {
            queued.increment();
            tell(message, MessageStatus.QUEUED, false, now, out);
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return lines.nextWake();
    }

    @Override
    public void wake(Instant now, Outputs out) {
        lines.wake(now, out);
    }

    @Override
    public String line(ClearedSend waiting) {
        var message = waiting.getMessage();
        return message.getAccountId() + "/" + message.getOriginationIdentity();
    }

    @Override
    public Message message(ClearedSend waiting) {
        return waiting.getMessage();
    }

    @Override
    public void release(ClearedSend waiting, Instant now, Outputs out) {
        var message = waiting.getMessage();
        out.send(
                Topics.CARRIER_SUBMISSIONS,
                message.getCarrier() + "/" + message.getOriginationIdentity(),
                new CarrierSubmission(message, now));
        released.increment();
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
