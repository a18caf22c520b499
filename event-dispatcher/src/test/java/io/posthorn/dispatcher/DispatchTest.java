package io.posthorn.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DispatchTest {
    private final KnownResources resources = new KnownResources();
    private final StageHarness<DispatchProcessor> dispatcher =
            StageHarness.of(DispatchProcessor.stage(resources, new SimpleMeterRegistry()));

    @Test
    void sendsAnEventToTheDestinationsThatWantIt() {
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.ALL);
        destination("texts", Target.KINESIS_FIREHOSE, Events.STREAM + "texts", EventType.TEXT_ALL);
        destination("failures", Target.SNS, Events.TOPIC + "failures", EventType.TEXT_UNREACHABLE);

        send(Events.anEvent("m").build());

        assertThat(dispatcher.sent(Topics.EVENT_DELIVERIES))
                .extracting(StageHarness.Sent::key)
                .containsExactly("123456789012/" + Events.LOG_GROUP + "all", "123456789012/" + Events.STREAM + "texts");
        assertThat(dispatcher.values(Topics.EVENT_DELIVERIES)).first().satisfies(delivery -> {
            assertThat(delivery.getEventId()).isEqualTo("event-of-m");
            assertThat(delivery.getKind()).isEqualTo(EventDestinationKind.CLOUD_WATCH_LOGS);
            assertThat(delivery.getTargetArn()).isEqualTo(Events.LOG_GROUP + "all");
            assertThat(delivery.getDestinationId()).isEqualTo("set/all");
            assertThat(delivery.getJson()).startsWith("{\"eventType\":\"TEXT_SUCCESSFUL\"");
        });
    }

    /** Whoever delivers must not take a destination for deleted only because it has not heard of it yet. */
    @Test
    void tellsHowFarTheDestinationsWereKnown() {
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.ALL);

        send(Events.anEvent("m").build());

        assertThat(dispatcher.sent(Topics.EVENT_DELIVERIES).getFirst().headers())
                .extracting(Header::key)
                .containsExactly("posthorn-seen");
    }

    @Test
    void sendsNothingToADisabledDestinationOrAnotherSetOrAnotherRegion() {
        resources.map.put(
                Events.SCOPE,
                new EventDestination(
                        "set",
                        "disabled",
                        false,
                        Set.of(EventType.ALL),
                        Target.CLOUD_WATCH_LOGS,
                        Events.LOG_GROUP + "a",
                        null,
                        Instant.EPOCH));
        resources.map.put(
                Events.SCOPE,
                new EventDestination(
                        "set-2",
                        "other",
                        true,
                        Set.of(EventType.ALL),
                        Target.CLOUD_WATCH_LOGS,
                        Events.LOG_GROUP + "b",
                        null,
                        Instant.EPOCH));
        resources.map.put(
                new Scope(Events.SCOPE.account(), "eu-west-1"),
                Events.aDestination("d", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "c", EventType.ALL));

        send(Events.anEvent("m").build());
        send(Events.anEvent("n").setConfigurationSetName(null).build());

        assertThat(dispatcher.values(Topics.EVENT_DELIVERIES)).isEmpty();
    }

    @Test
    void sendsARefusalAsWell() {
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.TEXT_PROTECT_BLOCKED);

        send(Events.anEvent("m").setEventType("TEXT_PROTECT_BLOCKED").build());

        assertThat(dispatcher.values(Topics.EVENT_DELIVERIES))
                .extracting(EventDelivery::getType)
                .containsExactly("TEXT_PROTECT_BLOCKED");
    }

    /** Each of the 41 types of the guide, and the two that Posthorn has beside them. */
    @ParameterizedTest
    @EnumSource(EventType.class)
    void knowsEveryType(EventType type) {
        destination("asked", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "asked", type);
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.ALL);
        var family = type.name().substring(0, type.name().indexOf('_') + 1);
        var events = Stream.of(EventType.values())
                .filter(each -> !each.name().endsWith("ALL"))
                .filter(each -> type.name().endsWith("ALL") ? each.name().startsWith(family) : each == type)
                .toList();
        assertThat(events).isNotEmpty();

        events.forEach(
                each -> send(Events.anEvent("m").setEventType(each.name()).build()));

        assertThat(dispatcher.values(Topics.EVENT_DELIVERIES))
                .filteredOn(delivery -> delivery.getDestinationId().equals("set/asked"))
                .extracting(EventDelivery::getType)
                .containsExactlyElementsOf(events.stream().map(Enum::name).toList());
        assertThat(dispatcher.values(Topics.EVENT_DELIVERIES)).hasSize(2 * events.size());
    }

    private void destination(String name, Target target, String arn, EventType... types) {
        resources.map.put(Events.SCOPE, Events.aDestination(name, target, arn, types));
    }

    private void send(DeliveryEvent event) {
        dispatcher.send(Topics.DELIVERY_EVENTS, event.getMessageId(), event);
    }
}
