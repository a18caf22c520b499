package io.posthorn.optout;

import static io.posthorn.optout.SampleRecords.LIST;
import static io.posthorn.optout.SampleRecords.NOW;
import static io.posthorn.optout.SampleRecords.command;
import static io.posthorn.optout.SampleRecords.key;
import static io.posthorn.optout.SampleRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Opt-outs and the messages they stop, on a real broker. */
class OptOutServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestCluster cluster;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
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
        var context = PosthornApplication.run(OptOutServiceApplication.class, arguments.toArray(String[]::new));
        var stage = context.getBean(StageLifecycle.class);
        await().atMost(PATIENCE).until(stage::isReady);
        return context;
    }

    @Test
    void noMessageReachesARecipientOnceTheOptOutIsAcknowledgedNotEvenAfterARestart() {
        var recipients =
                IntStream.range(0, 30).mapToObj(i -> "+142541" + (50_000 + i)).toList();
        var optedOut = recipients.subList(0, 15);
        recipients.forEach(this::sendTo);
        optedOut.forEach(recipient -> cluster.produce(
                Topics.OPT_OUT_COMMANDS, key(recipient), command(OptOutChange.PUT, recipient, false, NOW)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.values(Topics.CONTROL_REPLIES))
                        .hasSize(optedOut.size())
                        .allSatisfy(reply -> {
                            assertThat(reply.getAccepted()).isTrue();
                            assertThat(reply.getTopic()).isEqualTo("opted-out-numbers");
                            assertThat(reply.getOffset()).isNotNegative();
                        }));
        await().atMost(PATIENCE).until(() -> ended() == recipients.size());
        var reachedBefore = reached();

        recipients.forEach(this::sendTo);
        await().atMost(PATIENCE).until(() -> ended() == 2 * recipients.size());
        service.close();
        service = run("second");
        recipients.forEach(this::sendTo);

        await().atMost(PATIENCE).until(() -> ended() == 3 * recipients.size());
        var reachedAfter = reached();
        for (var recipient : recipients) {
            var expected = optedOut.contains(recipient) ? 0 : 2;
            assertThat(Collections.frequency(reachedAfter, recipient) - Collections.frequency(reachedBefore, recipient))
                    .as("messages to %s since the opt-out", recipient)
                    .isEqualTo(expected);
        }
        assertThat(cluster.table(Topics.OPTED_OUT_NUMBERS)).hasSize(15);
        assertThat(finalEvents()).extracting(DeliveryEvent::getEventType).containsOnly("TEXT_BLOCKED");
    }

    private void sendTo(String recipient) {
        var message =
                routed(LIST, recipient, each -> each.setExpiresAt(Instant.now().plus(PATIENCE)));
        cluster.produce(Topics.ROUTED_SENDS, key(recipient), message);
    }

    private int ended() {
        return reached().size() + finalEvents().size();
    }

    private List<DeliveryEvent> finalEvents() {
        return cluster.values(Topics.DELIVERY_EVENTS).stream()
                .filter(DeliveryEvent::getIsFinal)
                .toList();
    }

    private List<String> reached() {
        return cluster.values(Topics.CLEARED_SENDS).stream()
                .map(each -> each.getMessage().getDestinationPhoneNumber())
                .toList();
    }
}
