package io.posthorn.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.resource.NumberType;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** From cleared sends to delivery events on a real broker. */
class SendServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBER = "+12065550110";
    private static final String SLOW_NUMBER = "+12065550101";

    private TestCluster cluster;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        for (var number : List.of(
                Messages.aNumber(NUMBER, NumberType.SIMULATOR), Messages.aNumber(SLOW_NUMBER, NumberType.TEN_DLC))) {
            cluster.produce(
                    Topics.RESOURCES,
                    number.in(Messages.SCOPE).toString(),
                    ResourceRecords.toRecord(Messages.SCOPE, number));
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
        var context = PosthornApplication.run(SendServiceApplication.class, arguments.toArray(String[]::new));
        var stages = context.getBeansOfType(StageLifecycle.class).values();
        assertThat(stages).hasSize(3);
        await().atMost(PATIENCE).until(() -> stages.stream().allMatch(StageLifecycle::isReady));
        var view = context.getBean(ResourceView.class);
        assertThat(view.awaitSeen(0, 1, PATIENCE)).isTrue();
        return context;
    }

    @Test
    void tellsWhatBecameOfMessagesToTheSimulatorNumbers() {
        send(Messages.aMessage("good", NUMBER, Instant.now()).build());
        send(Messages.aMessage("bad", NUMBER, Instant.now())
                .setDestinationPhoneNumber(Messages.FAILURE)
                .build());

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(eventsOf("good")).endsWith("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
            assertThat(eventsOf("bad")).endsWith("TEXT_PENDING", "TEXT_UNREACHABLE final");
        });
        assertThat(cluster.table(Topics.OPEN_MESSAGES)).isEmpty();
    }

    @Test
    void endsEveryMessageOnceThroughARestartInTheMiddleAndKeepsTheRate() {
        var count = 500;
        for (int i = 0; i < count; i++) {
            send(Messages.aMessage("m" + i, NUMBER, Instant.now()).build());
        }
        send(Messages.aMessage("slow0", SLOW_NUMBER, Instant.now()).build());
        send(Messages.aMessage("slow1", SLOW_NUMBER, Instant.now()).build());
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CARRIER_SUBMISSIONS).size() > 120);

        service.close();
        assertThat(finals().size()).isLessThan(count + 2);
        service = run("second");

        await().atMost(PATIENCE).until(() -> finals().size() >= count + 2);
        var perMessage = new HashMap<String, Integer>();
        finals().forEach(event -> perMessage.merge(event.getMessageId(), 1, Integer::sum));
        assertThat(perMessage)
                .hasSize(count + 2)
                .allSatisfy((id, ends) -> assertThat(ends).isOne());
        assertThat(finals()).allMatch(event -> event.getEventType().equals("TEXT_DELIVERED"));

        var released = cluster.values(Topics.CARRIER_SUBMISSIONS).stream()
                .filter(each -> each.getMessage().getOriginationIdentity().equals(NUMBER))
                .toList();
        assertThat(released)
                .extracting(each -> each.getMessage().getMessageId())
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(i -> Messages.idOf("m" + i))
                        .toList());
        assertRate(released.stream().map(CarrierSubmission::getReleasedAt).toList());
        assertThat(cluster.table(Topics.WAITING_SENDS)).isEmpty();
        assertThat(cluster.table(Topics.PARKED_SUBMISSIONS)).isEmpty();
        assertThat(cluster.table(Topics.OPEN_MESSAGES)).isEmpty();
        assertThat(cluster.values(Topics.CARRIER_REPORTS).stream()
                        .filter(report -> report.getKind() == CarrierReportKind.SUBMITTED))
                .hasSize(count + 2);
    }

    /** A hundred a second: the hundredth after any other comes at least a second later. */
    private static void assertRate(List<Instant> times) {
        for (int i = 100; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 100), times.get(i)))
                    .as("the time from release %s to release %s", i - 100, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    private void send(Message message) {
        cluster.produce(
                Topics.CLEARED_SENDS,
                message.getAccountId() + "/" + message.getOriginationIdentity(),
                new ClearedSend(message));
    }

    private List<String> eventsOf(String name) {
        return cluster.values(Topics.DELIVERY_EVENTS).stream()
                .filter(event -> event.getMessageId().equals(Messages.idOf(name)))
                .map(event -> event.getEventType() + (event.getIsFinal() ? " final" : ""))
                .toList();
    }

    private List<DeliveryEvent> finals() {
        return cluster.values(Topics.DELIVERY_EVENTS).stream()
                .filter(DeliveryEvent::getIsFinal)
                .toList();
    }
}
