package io.posthorn.routing;

import static io.posthorn.routing.SampleAccount.ACCOUNT;
import static io.posthorn.routing.SampleAccount.SCOPE;
import static io.posthorn.routing.SampleAccount.US_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** From send requests to routed sends and events on a real broker. */
class RoutingServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = ACCOUNT + "/" + US_SUCCESS;

    private TestCluster cluster;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        for (var resource : SampleAccount.resources()) {
            cluster.produce(Topics.RESOURCES, resource.in(SCOPE).toString(), ResourceRecords.toRecord(SCOPE, resource));
        }
        service = run("first");
    }

    @AfterEach
    void stop() {
        service.close();
        cluster.close();
    }

    private ConfigurableApplicationContext run(String instance) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        var context = PosthornApplication.run(RoutingServiceApplication.class, arguments.toArray(String[]::new));
        var stage = context.getBean(StageLifecycle.class);
        await().atMost(PATIENCE).until(stage::isReady);
        var resources = SampleAccount.resources().length;
        assertThat(context.getBean(ResourceView.class).awaitSeen(0, resources - 1, PATIENCE))
                .isTrue();
        return context;
    }

    @Test
    void routesRefusesAndParksEachOnceThroughARestart() {
        produceAll();
        cluster.produceBytes(Topics.SEND_REQUESTS, KEY, new byte[] {1, 2, 3});
        await().atMost(PATIENCE).untilAsserted(this::everythingIsOnItsWayOnce);

        service.close();
        service = run("second");
        // The same records again: the second instance rebuilds what the first remembered.
        produceAll();
        cluster.produce(Topics.SEND_REQUESTS, KEY, request("the end").build());

        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.ROUTED_SENDS).stream()
                        .anyMatch(each -> each.getMessage().getMessageBody().equals("the end")));
        assertThat(cluster.values(Topics.ROUTED_SENDS)).hasSize(101);
        assertThat(cluster.values(Topics.DELIVERY_EVENTS)).hasSize(2);
    }

    private void produceAll() {
        for (int i = 0; i < 100; i++) {
            cluster.produce(Topics.SEND_REQUESTS, KEY, request("Hello " + i).build());
        }
        cluster.produce(
                Topics.SEND_REQUESTS,
                KEY,
                request("Hei")
                        .setDestinationPhoneNumber(SampleAccount.NO_SUCCESS)
                        .build());
        cluster.produce(
                Topics.SEND_REQUESTS,
                KEY,
                request("Hello").setTimeToLiveSeconds(1).build());
    }

    private void everythingIsOnItsWayOnce() {
        assertThat(cluster.values(Topics.ROUTED_SENDS))
                .hasSize(100)
                .extracting(each -> each.getMessage().getOriginationIdentity())
                .containsOnly(SampleAccount.NUMBER);
        assertThat(cluster.values(Topics.DELIVERY_EVENTS))
                .extracting(DeliveryEvent::getEventType)
                .containsExactlyInAnyOrder("TEXT_PROTECT_BLOCKED", "TEXT_INVALID_MESSAGE");
        assertThat(cluster.records(Topics.SEND_REQUESTS.deadLetterName())).hasSize(1);
    }

    private static SendRequest.Builder request(String body) {
        return SendRequest.newBuilder()
                .setChannel(Channel.TEXT)
                .setDestinationPhoneNumber(US_SUCCESS)
                .setOriginationIdentity("pool-1")
                .setMessageBody(body);
    }
}
