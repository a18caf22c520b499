package io.posthorn.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.core.resource.Scope;
import io.posthorn.dispatcher.sink.BatchPublication;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RememberingSink logs = new RememberingSink();
    private final RememberingSink streams = new RememberingSink();
    private final RememberingSink topics = new RememberingSink();
    private final StageHarness<DispatchProcessor> dispatcher = StageHarness.of(DispatchProcessor.stage(
            resources,
            () -> Map.of(Target.CLOUD_WATCH_LOGS, logs, Target.KINESIS_FIREHOSE, streams, Target.SNS, topics),
            meters));

    /** Remembers what is flushed, and fails for the places it is told to. */
    private static final class RememberingSink implements BatchSink {
        final List<String> published = new ArrayList<>();
        final List<BatchPublication> appended = new ArrayList<>();
        String failing = "";
        String deserted = "";

        @Override
        public boolean append(BatchPublication publication) {
            if (publication.target().name().equals(deserted)) {
                return false;
            }
            appended.add(publication);
            return true;
        }

        @Override
        public List<Failure> flush() {
            var failures = new ArrayList<Failure>();
            for (var each : appended) {
                if (each.target().name().equals(failing)) {
                    failures.add(new Failure(each, "no answer"));
                } else {
                    published.add(
                            each.target().name() + " " + each.source().value().getEventType());
                }
            }
            appended.clear();
            return failures;
        }
    }

    @Test
    void publishesToTheDestinationsThatWantTheEvent() {
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.ALL);
        destination("texts", Target.KINESIS_FIREHOSE, Events.STREAM + "texts", EventType.TEXT_ALL);
        destination("failures", Target.SNS, Events.TOPIC + "failures", EventType.TEXT_UNREACHABLE);

        send(Events.anEvent("m").build());

        assertThat(logs.published).containsExactly("all TEXT_SUCCESSFUL");
        assertThat(streams.published).containsExactly("texts TEXT_SUCCESSFUL");
        assertThat(topics.published).isEmpty();
        assertThat(counted("published", "cloud-watch-logs")).isOne();
    }

    @Test
    void publishesNothingForADisabledDestinationOrAnotherSetOrAnotherAccount() {
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

        assertThat(logs.published).isEmpty();
    }

    @Test
    void publishesARefusalAsWell() {
        destination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "all", EventType.TEXT_PROTECT_BLOCKED);

        send(Events.anEvent("m").setEventType("TEXT_PROTECT_BLOCKED").build());

        assertThat(logs.published).containsExactly("all TEXT_PROTECT_BLOCKED");
    }

    @Test
    void goesOnWhenADestinationIsWrong() {
        destination("a-wrong", Target.CLOUD_WATCH_LOGS, Events.TOPIC + "topic", EventType.ALL);
        destination("right", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "right", EventType.ALL);

        send(Events.anEvent("m").build());

        assertThat(logs.published).containsExactly("right TEXT_SUCCESSFUL");
        assertThat(counted("failed", "cloud-watch-logs")).isOne();
        assertThat(dispatcher.deadLetters()).isEmpty();
    }

    @Test
    void parksWhatASinkCouldNotDeliverAndPublishesTheRest() {
        destination("dead", Target.SNS, Events.TOPIC + "dead", EventType.ALL);
        destination("alive", Target.SNS, Events.TOPIC + "alive", EventType.ALL);
        topics.failing = "dead";

        dispatcher.batch(() -> {
            send(Events.anEvent("m").build());
            send(Events.anEvent("n").build());
        });

        assertThat(topics.published).hasSize(2).containsOnly("alive TEXT_SUCCESSFUL");
        assertThat(dispatcher.deadLetters())
                .extracting(StageHarness.DeadLetter::key, StageHarness.DeadLetter::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("m", "UNDELIVERABLE"),
                        org.assertj.core.groups.Tuple.tuple("n", "UNDELIVERABLE"));
        assertThat(counted("failed", "sns")).isEqualTo(2);
        assertThat(counted("published", "sns")).isEqualTo(2);
    }

    @Test
    void skipsATopicNobodyListensTo() {
        destination("deserted", Target.SNS, Events.TOPIC + "deserted", EventType.ALL);
        topics.deserted = "deserted";

        send(Events.anEvent("m").build());

        assertThat(counted("skipped", "sns")).isOne();
        assertThat(dispatcher.deadLetters()).isEmpty();
    }

    private void destination(String name, Target target, String arn, EventType... types) {
        resources.map.put(Events.SCOPE, Events.aDestination(name, target, arn, types));
    }

    private void send(DeliveryEvent event) {
        dispatcher.send(Topics.DELIVERY_EVENTS, event.getMessageId(), event);
    }

    private double counted(String what, String sink) {
        return meters.get("posthorn.dispatcher." + what)
                .tag("sink", sink)
                .counter()
                .count();
    }
}
