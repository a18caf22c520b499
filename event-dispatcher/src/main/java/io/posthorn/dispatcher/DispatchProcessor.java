package io.posthorn.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.dispatcher.event.EventJson;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.topic.Topics;
import java.util.List;

/** Finds out which destinations of its configuration set want an event, and has it delivered to each. */
final class DispatchProcessor implements PartitionProcessor {
    private final ResourceView resources;
    private final MeterRegistry meters;

    private DispatchProcessor(ResourceView resources, MeterRegistry meters) {
        this.resources = resources;
        this.meters = meters;
    }

    static StageSpec<DispatchProcessor> stage(ResourceView resources, MeterRegistry meters) {
        return StageSpec.of("event-dispatcher", DispatchProcessor.class)
                .reads(Topics.DELIVERY_EVENTS, DispatchProcessor::onEvent)
                .with(partition -> new DispatchProcessor(resources, meters));
    }

    private void onEvent(Inbound<DeliveryEvent> inbound, Outputs out) {
        var event = inbound.value();
        var type = EventType.valueOf(event.getEventType());
        meters.counter("posthorn.dispatcher.events", "type", type.name()).increment();
        var set = event.getConfigurationSetName();
        if (set == null) {
            return;
        }
        var scope = new Scope(new AccountId(event.getAccountId()), event.getRegion());
        resources.catchUpWith(inbound.headers(), scope.account());
        var destinations = interested(scope, set, type);
        if (destinations.isEmpty()) {
            return;
        }
        var json = EventJson.of(event);
        // Whoever delivers must know the destinations that are known here.
        var seen = resources.seen(scope.account());
        for (var destination : destinations) {
            var delivery = delivery(event, destination, json);
            out.send(Topics.EVENT_DELIVERIES, Deliveries.key(delivery), delivery, seen);
        }
    }

    private List<EventDestination> interested(Scope scope, String set, EventType type) {
        return resources
                .of(scope)
                .startingWith(ResourceKind.EVENT_DESTINATION, EventDestination.idPrefix(set))
                .filter(destination -> destination.publishes(type))
                .toList();
    }

    private static EventDelivery delivery(DeliveryEvent event, EventDestination destination, String json) {
        return EventDelivery.newBuilder()
                .setEventId(event.getEventId())
                .setAccountId(event.getAccountId())
                .setRegion(event.getRegion())
                .setMessageId(event.getMessageId())
                .setType(event.getEventType())
                .setHappenedAt(event.getEventTimestamp())
                .setKind(EventDestinationKind.valueOf(destination.target().name()))
                .setTargetArn(destination.targetArn())
                .setDestinationId(destination.id())
                .setJson(json)
                .build();
    }
}
