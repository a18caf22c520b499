package io.posthorn.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.dispatcher.event.EventJson;
import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.dispatcher.sink.Target;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes each event to the destinations of its configuration set that want it. */
final class DispatchProcessor implements PartitionProcessor {
    private static final Logger log = LoggerFactory.getLogger(DispatchProcessor.class);
    private static final int COMPLAINTS = 1_000;

    private final ResourceView resources;
    private final Map<EventDestination.Target, BatchSink> sinks;
    private final MeterRegistry meters;

    /** How many events were given to each sink in the batch in hand. */
    private final Map<EventDestination.Target, Integer> appended = new EnumMap<>(EventDestination.Target.class);

    /** ARNs complained about, each once. */
    private final Set<String> complaints = new HashSet<>();

    private DispatchProcessor(
            ResourceView resources, Map<EventDestination.Target, BatchSink> sinks, MeterRegistry meters) {
        this.resources = resources;
        this.sinks = sinks;
        this.meters = meters;
    }

    /** @param sinks makes the sinks of one partition, one for each kind of place */
    static StageSpec<DispatchProcessor> stage(
            ResourceView resources, Supplier<Map<EventDestination.Target, BatchSink>> sinks, MeterRegistry meters) {
        return StageSpec.of("event-dispatcher", DispatchProcessor.class)
                .reads(Topics.DELIVERY_EVENTS, DispatchProcessor::onEvent)
                .with(partition -> new DispatchProcessor(resources, sinks.get(), meters));
    }

    private void onEvent(Inbound<DeliveryEvent> inbound, Outputs out) {
        var event = inbound.value();
        var set = event.getConfigurationSetName();
        if (set == null) {
            return;
        }
        var scope = new Scope(new AccountId(event.getAccountId()), event.getRegion());
        resources.catchUpWith(inbound.headers(), scope.account());
        var destinations = interested(scope, set, EventType.valueOf(event.getEventType()));
        if (destinations.isEmpty()) {
            return;
        }
        var json = EventJson.of(event);
        for (var destination : destinations) {
            publish(inbound, destination, json);
        }
    }

    private List<EventDestination> interested(Scope scope, String set, EventType type) {
        return resources
                .of(scope)
                .after(ResourceKind.EVENT_DESTINATION, EventDestination.idPrefix(set))
                .takeWhile(destination -> destination.configurationSetName().equals(set))
                .filter(destination -> destination.publishes(type))
                .toList();
    }

    private void publish(Inbound<DeliveryEvent> inbound, EventDestination destination, String json) {
        var target = Target.of(destination.target(), destination.targetArn());
        var sink = sinks.get(destination.target());
        if (target.isEmpty() || sink == null) {
            complain(destination);
            count("failed", destination.target(), 1);
        } else if (sink.append(new BatchPublication(inbound, target.get(), json))) {
            appended.merge(destination.target(), 1, Integer::sum);
        } else {
            count("skipped", destination.target(), 1);
        }
    }

    private void complain(EventDestination destination) {
        if (complaints.size() < COMPLAINTS && complaints.add(destination.targetArn())) {
            log.atWarn()
                    .addKeyValue("destination", destination.id())
                    .addKeyValue("target", destination.targetArn())
                    .log("events cannot be published: the ARN names no place of the destination's kind");
        }
    }

    @Override
    public void endBatch(Outputs out) {
        sinks.forEach((kind, sink) -> {
            var failed = new HashSet<BatchPublication>();
            for (var failure : sink.flush()) {
                var publication = failure.publication();
                if (failed.add(publication)) {
                    var detail = publication.target().arn() + ": " + failure.detail();
                    out.deadLetter(publication.source(), "UNDELIVERABLE", detail);
                }
            }
            count("failed", kind, failed.size());
            count("published", kind, appended.getOrDefault(kind, 0) - failed.size());
        });
        appended.clear();
    }

    private void count(String what, EventDestination.Target kind, int times) {
        meters.counter(
                        "posthorn.dispatcher." + what,
                        "sink",
                        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment(times);
    }
}
