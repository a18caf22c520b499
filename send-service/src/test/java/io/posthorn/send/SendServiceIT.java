package io.posthorn.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.SubmitResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** From cleared sends to delivery events on a real broker. */
class SendServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBER = "+12065550110";
    private static final List<String> NUMBERS = List.of(NUMBER, "+12065550111");
    private static final RecordingCarrier CARRIER = new RecordingCarrier();

    private TestCluster cluster;
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    /** Knows when it was handed what, by the clock of this process. */
    private static final class RecordingCarrier implements Carrier {
        static final String NAME = "recording";

        private record HandOver(String number, String messageId, long nanos) {}

        private final Queue<HandOver> handedOver = new ConcurrentLinkedQueue<>();

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public CompletableFuture<SubmitResult> submit(Message message) {
            handedOver.add(new HandOver(message.getOriginationIdentity(), message.getMessageId(), System.nanoTime()));
            var delivered = new SubmitResult.Receipt(MessageStatus.DELIVERED, true, "recorded");
            return CompletableFuture.completedFuture(
                    new SubmitResult.Accepted(message.getMessageId(), List.of(delivered)));
        }

        List<Long> times(String number) {
            return handedOver.stream()
                    .filter(each -> each.number().equals(number))
                    .map(HandOver::nanos)
                    .toList();
        }

        List<String> ids(String number) {
            return handedOver.stream()
                    .filter(each -> each.number().equals(number))
                    .map(HandOver::messageId)
                    .toList();
        }
    }

    /** The service and that carrier. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(SendConfiguration.class)
    static class ServiceWithRecorder {
        @Bean
        Carrier recordingCarrier() {
            return CARRIER;
        }
    }

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        for (var name : NUMBERS) {
            var number = Messages.aNumber(name, NumberType.SIMULATOR);
            cluster.produce(
                    Topics.RESOURCES,
                    number.in(Messages.SCOPE).toString(),
                    ResourceRecords.toRecord(Messages.SCOPE, number));
        }
        instances.add(run("first"));
    }

    @AfterEach
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
        cluster.close();
    }

    private ConfigurableApplicationContext run(String instance) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        arguments.add("--posthorn.send.simulator.carriers.hasty.receipt-after=1ms");
        arguments.add("--posthorn.send.simulator.carriers.late.receipt-after=500ms");
        var context = PosthornApplication.run(ServiceWithRecorder.class, arguments.toArray(String[]::new));
        var stages = context.getBeansOfType(StageLifecycle.class).values();
        assertThat(stages).hasSize(5);
        await().atMost(PATIENCE).until(() -> stages.stream().allMatch(StageLifecycle::isReady));
        var view = context.getBean(ResourceView.class);
        assertThat(view.awaitSeen(0, 1, PATIENCE)).isTrue();
        return context;
    }

    @Test
    void tellsWhatBecameOfMessagesToTheSimulatorAndToPlayedCarriers() {
        send(Messages.aMessage("good", NUMBER, Instant.now()).build());
        send(Messages.aMessage("bad", NUMBER, Instant.now())
                .setDestinationPhoneNumber(Messages.FAILURE)
                .build());
        for (var carrier : List.of("hasty", "late")) {
            send(Messages.aMessage(carrier, NUMBER, Instant.now())
                    .setCarrier(carrier)
                    .build());
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(eventsOf("good")).endsWith("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
            assertThat(eventsOf("bad")).endsWith("TEXT_PENDING", "TEXT_UNREACHABLE final");
            // A receipt may overtake the answer to the submission, whose transaction ends later.
            assertThat(eventsOf("hasty")).endsWith("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
            assertThat(eventsOf("late")).endsWith("TEXT_PENDING", "TEXT_SUCCESSFUL", "TEXT_DELIVERED final");
        });
        assertThat(cluster.table(Topics.OPEN_MESSAGES)).isEmpty();
    }

    /** Three instances: two come while the first is at work, and the first goes. Each time every partition moves. */
    @Test
    void endsEveryMessageOnceAndKeepsTheRateOfEachNumberWhileInstancesComeAndGo() {
        var count = 700;
        for (var number : NUMBERS) {
            var sends = IntStream.range(0, count)
                    .mapToObj(i -> Messages.aMessage(number + "/" + i, number, Instant.now())
                            .setCarrier(RecordingCarrier.NAME)
                            .build())
                    .map(message -> new ClearedSend(message, false))
                    .toList();
            // At once, so that there is a queue however slow the machine is.
            cluster.produceAll(Topics.CLEARED_SENDS, key(sends.getFirst().getMessage()), sends);
        }
        awaitHandedOver(200);

        instances.add(run("second"));
        instances.add(run("third"));
        awaitHandedOver(500);
        instances.removeFirst().close();

        await().atMost(PATIENCE).until(() -> finals().size() >= 2 * count);
        var perMessage = new HashMap<String, Integer>();
        finals().forEach(event -> perMessage.merge(event.getMessageId(), 1, Integer::sum));
        assertThat(perMessage)
                .hasSize(2 * count)
                .allSatisfy((id, ends) -> assertThat(ends).isOne());
        for (var number : NUMBERS) {
            assertThat(CARRIER.ids(number))
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(i -> Messages.idOf(number + "/" + i))
                            .toList());
            assertRate(CARRIER.times(number));
        }
        assertThat(cluster.table(Topics.WAITING_SENDS)).isEmpty();
        assertThat(cluster.table(Topics.PARKED_SUBMISSIONS)).isEmpty();
        assertThat(cluster.table(Topics.OPEN_MESSAGES)).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(cluster.table(Topics.NUMBER_BACKLOGS)).isEmpty());
        assertThat(cluster.records(Topics.NUMBER_BACKLOGS.name())).isNotEmpty();
    }

    private void awaitHandedOver(int count) {
        await().atMost(PATIENCE)
                .until(() -> NUMBERS.stream()
                        .allMatch(number -> CARRIER.times(number).size() >= count));
    }

    /** A hundred a second: the hundredth after any other comes at least a second later. */
    private static void assertRate(List<Long> times) {
        for (int i = 100; i < times.size(); i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - 100)))
                    .as("the time from message %s to message %s", i - 100, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    private void send(Message message) {
        cluster.produce(Topics.CLEARED_SENDS, key(message), new ClearedSend(message, false));
    }

    private static String key(Message message) {
        return message.getAccountId() + "/" + message.getOriginationIdentity();
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
