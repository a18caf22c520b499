package io.posthorn.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.FilterPolicy;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.context.ConfigurableApplicationContext;

/** From the delivery-events topic to files, on a real broker. */
@Execution(ExecutionMode.CONCURRENT) // each with a broker of its own
class EventDispatcherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private TestCluster cluster;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        put(Events.aDestination("all", Target.CLOUD_WATCH_LOGS, Events.LOG_GROUP + "group", EventType.ALL));
        put(Events.aDestination("wrong", Target.KINESIS_FIREHOSE, Events.LOG_GROUP + "group", EventType.ALL));
        put(Events.aDestination("dead", Target.SNS, Events.TOPIC + "dead", EventType.TEXT_DELIVERED));
        put(new Topic("dead", "", 1, null, Instant.EPOCH));
        put(new Subscription(
                "dead",
                "subscription",
                Subscription.Protocol.HTTP,
                // The discard port, on which nobody listens.
                "http://127.0.0.1:9/",
                null,
                false,
                false,
                null,
                FilterPolicy.Scope.MESSAGE_BODY,
                null,
                Instant.EPOCH));
        service = run("first");
    }

    @AfterEach
    void stop() {
        service.close();
        cluster.close();
    }

    private void put(Resource resource) {
        cluster.produce(
                Topics.RESOURCES,
                resource.in(Events.SCOPE).toString(),
                ResourceRecords.toRecord(Events.SCOPE, resource));
    }

    private ConfigurableApplicationContext run(String instance) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        arguments.add("--posthorn.dispatcher.directory=" + directory);
        arguments.add("--posthorn.dispatcher.delivery.give-up-after=2s");
        var context = PosthornApplication.run(EventDispatcherApplication.class, arguments.toArray(String[]::new));
        var stages = context.getBeansOfType(StageLifecycle.class).values();
        await().atMost(PATIENCE).until(() -> stages.stream().allMatch(StageLifecycle::isReady));
        assertThat(context.getBean(ResourceView.class).awaitSeen(0, 4, PATIENCE))
                .isTrue();
        return context;
    }

    @Test
    void writesEveryEventToItsLogGroupThroughARestart() throws IOException {
        for (int i = 0; i < 100; i++) {
            send("a" + i, "TEXT_SUCCESSFUL");
        }
        await().atMost(PATIENCE).until(() -> logged().size() == 100);

        service.close();
        for (int i = 0; i < 100; i++) {
            send("b" + i, "TEXT_SUCCESSFUL");
        }
        service = run("second");

        await().atMost(PATIENCE).until(() -> logged().size() == 200);
        assertThat(logged()).doesNotHaveDuplicates().allMatch(line -> line.startsWith("{\"eventType\""));
        assertThat(directory.resolve("delivery-streams")).doesNotExist();
    }

    @Test
    void parksEventsWhoseEndpointIsDeadAndPublishesThemElsewhere() throws Exception {
        send("m", "TEXT_DELIVERED");

        await().atMost(PATIENCE)
                .until(() -> !cluster.records(Topics.EVENT_DELIVERIES.deadLetterName())
                        .isEmpty());
        var parked = cluster.records(Topics.EVENT_DELIVERIES.deadLetterName()).getFirst();
        assertThat(parked.key()).isEqualTo("123456789012/" + Events.TOPIC + "dead");
        assertThat(cluster.codec()
                        .decode(Topics.EVENT_DELIVERIES, parked.value())
                        .getBranch())
                .isEqualTo("subscription");
        assertThat(TestCluster.header(parked, "posthorn-reason")).hasValue("UNDELIVERABLE");
        assertThat(logged()).hasSize(1);
    }

    private void send(String messageId, String type) {
        cluster.produce(
                Topics.DELIVERY_EVENTS,
                messageId,
                Events.anEvent(messageId).setEventType(type).build());
    }

    private List<String> logged() throws IOException {
        var group = directory.resolve("log-groups/123456789012/us-east-1/group");
        if (!Files.isDirectory(group)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        try (var files = Files.list(group)) {
            for (var file : files.filter(each -> each.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
