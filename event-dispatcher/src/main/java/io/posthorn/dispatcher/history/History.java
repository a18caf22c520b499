package io.posthorn.dispatcher.history;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.MessageLookup;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers events and answers questions about messages. Both come keyed by the message, so that the events of a
 * message and the questions about it meet in one place.
 */
public final class History implements PartitionProcessor {
    /** Under load; who asks about a message then waits no longer than this for his turn. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final ApiErrors errors;
    private final Clock clock;

    /** Null where nothing is remembered. */
    private final @Nullable MessageEvents events;

    private History(ApiErrors errors, Clock clock, @Nullable MessageEvents events) {
        this.errors = errors;
        this.clock = clock;
        this.events = events;
    }

    /**
     * The stage.
     *
     * @param retention age at which an event is forgotten; at zero, events are not even read, and no message is known
     */
    public static StageSpec<History> stage(Duration retention, Clock clock) {
        var errors = new ApiErrors(ApiModel.load());
        var stage = StageSpec.of("message-history", History.class)
                .reads(Topics.MESSAGE_LOOKUPS, History::onLookup)
                .gathers(GATHERING);
        return retention.isZero()
                ? stage.with(partition -> new History(errors, clock, null))
                : stage.archives(Topics.DELIVERY_EVENTS, MessageEvents.placement(retention, clock))
                        .with(partition -> new History(
                                errors,
                                clock,
                                new MessageEvents(
                                        partition.archive(Topics.DELIVERY_EVENTS), retention, clock.instant())));
    }

    private void onLookup(Inbound<MessageLookup> inbound, Outputs out) {
        var lookup = inbound.value();
        var found = events == null
                ? List.<DeliveryEvent>of()
                : events.of(lookup.getMessageId(), clock.instant()).stream()
                        .filter(event -> event.getAccountId().equals(lookup.getAccountId())
                                && event.getRegion().equals(lookup.getRegion()))
                        .toList();
        var body = found.isEmpty()
                ? errors.render(
                                new ApiError.ResourceNotFound(ResourceType.MESSAGE, lookup.getMessageId()),
                                lookup.getLookupId())
                        .body()
                : WireJson.MAPPER.writeValueAsString(MessageOutput.of(found));
        new ReplyAddress(lookup.getLookupId(), lookup.getReplyTo()).reply(!found.isEmpty(), body, out);
    }

    @Override
    public Optional<Instant> nextWake() {
        return events == null ? Optional.empty() : Optional.of(events.nextSweep());
    }

    @Override
    public void wake(Instant now, Outputs out) {
        if (events != null) {
            events.sweep(now);
        }
    }
}
