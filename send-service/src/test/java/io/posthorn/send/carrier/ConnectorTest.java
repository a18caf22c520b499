package io.posthorn.send.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.CarrierTrouble;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import io.posthorn.send.line.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    private static final String NUMBER = "+12065550110";
    private static final String OTHER_NUMBER = "+12065550111";
    private static final SubmitResult TAKEN = new SubmitResult.Accepted("c-1", List.of());

    private final ManualClock clock = new ManualClock();
    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingCarrier carrier = new RecordingCarrier("recording");
    private final RecordingCarrier other = new RecordingCarrier("other");
    private final StageHarness<ConnectorProcessor> connector;

    /** Remembers what it was handed and answers as it is told. */
    private final class RecordingCarrier implements Carrier {
        final String name;
        final List<Message> handed = new ArrayList<>();
        final List<Instant> times = new ArrayList<>();
        Function<Message, CompletableFuture<SubmitResult>> answer = message -> CompletableFuture.completedFuture(TAKEN);
        Function<Message, Room> room = message -> Room.FREE;
        InDoubt inDoubt = InDoubt.UNKNOWN;
        int asked;
        int forgone;

        RecordingCarrier(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Room reserve(Message message) {
            asked++;
            return room.apply(message);
        }

        @Override
        public void forgo(Message message) {
            forgone++;
        }

        @Override
        public InDoubt inDoubt() {
            return inDoubt;
        }

        @Override
        public CompletableFuture<SubmitResult> submit(Message message) {
            handed.add(message);
            times.add(clock.instant());
            return answer.apply(message);
        }
    }

    ConnectorTest() {
        resources.map.put(Messages.SCOPE, Messages.aNumber(NUMBER, NumberType.SIMULATOR));
        resources.map.put(Messages.SCOPE, Messages.aNumber(OTHER_NUMBER, NumberType.SIMULATOR));
        connector = StageHarness.of(stage());
        clock.advance(Duration.ofSeconds(1));
    }

    private StageSpec<ConnectorProcessor> stage() {
        return ConnectorProcessor.stage(
                new Carriers(List.of(carrier, other)),
                resources,
                new Rates(resources, Connections.NONE, 10, Map.of()),
                clock,
                meters,
                Duration.ofMillis(50));
    }

    @Test
    void delaysNobodyWhileACarrierIsSilent() {
        carrier.answer = message -> new CompletableFuture<>();
        submit(message("silent").build());

        submit(Messages.aMessage("m", OTHER_NUMBER, clock.instant())
                .setCarrier("other")
                .build());

        assertThat(reports())
                .singleElement()
                .satisfies(report -> assertThat(report.getMessageId()).isEqualTo(Messages.idOf("m")));
        assertThat(connector.table(Topics.HANDED_SUBMISSIONS).entries()).containsOnlyKeys(Messages.idOf("silent"));
    }

    @Test
    void writesTheIdsDownByWhichReceiptsWillNameTheParts() {
        carrier.answer = message -> CompletableFuture.completedFuture(new SubmitResult.Accepted(
                "c-1", List.of(), new SubmitResult.References("recording-2", List.of("c-1", "c-2"))));

        submit(message("m").build());

        assertThat(connector.sent(Topics.CARRIER_REFERENCES))
                .extracting(sent -> sent.key() + " " + sent.value().getMessageId() + " "
                        + sent.value().getPart())
                .containsExactly(
                        "recording-2/c-1 " + Messages.idOf("m") + " 0", "recording-2/c-2 " + Messages.idOf("m") + " 1");
        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.getCarrier()).isEqualTo("recording-2");
            assertThat(report.getReportedParts()).isEqualTo(2);
        });
    }

    @Test
    void takesTheAnswerThatComesAfterItsTransactionFailed() {
        var answer = new CompletableFuture<SubmitResult>();
        carrier.answer = message -> answer;
        submit(message("m").build());

        connector.restart();
        answer.complete(TAKEN);
        connector.wakeAt(clock.instant());

        assertThat(reports())
                .singleElement()
                .satisfies(report -> assertThat(report.getKind()).isEqualTo(CarrierReportKind.SUBMITTED));
        assertThat(carrier.handed).hasSize(1);
    }

    @Test
    void writesAnswersDownBeforeThePartitionIsGivenUp() {
        var answer = new CompletableFuture<SubmitResult>();
        carrier.answer = message -> answer;
        submit(message("m").build());
        answer.complete(TAKEN);

        connector.move();

        assertThat(reports()).hasSize(1);
        assertThat(connector.table(Topics.HANDED_SUBMISSIONS).entries()).isEmpty();
    }

    @Test
    void givesUpTheStatusOfWhatWasInHandWhenItsProcessEnded() {
        carrier.answer = message -> new CompletableFuture<>();
        submit(message("m").build());

        var next = connector.takenOverBy(stage());
        next.wakeAt(clock.instant());

        assertThat(next.values(Topics.CARRIER_REPORTS))
                .singleElement()
                .satisfies(report -> assertThat(report.getStatus()).isEqualTo("UNKNOWN"));
        assertThat(next.table(Topics.HANDED_SUBMISSIONS).entries()).isEmpty();
        assertThat(inDoubt("unknown")).isOne();
    }

    @Test
    void handsOverOnceMoreWhatIsInDoubtWhereThatIsWished() {
        carrier.inDoubt = InDoubt.RESEND;
        carrier.answer = message -> CompletableFuture.failedFuture(new IllegalStateException("connection lost"));

        submit(message("m").build());
        runUntil(clock.instant().plusSeconds(5));

        assertThat(carrier.handed).hasSize(2);
        assertRefused("UNKNOWN", "no answer from the carrier");
        assertThat(inDoubt("resend")).isOne();
        assertThat(inDoubt("unknown")).isOne();
    }

    private double inDoubt(String handled) {
        return meters.get("posthorn.send.in.doubt")
                .tag("carrier", carrier.name())
                .tag("handled", handled)
                .counter()
                .count();
    }

    @Test
    void letsLinesWaitForRoomInTheirOrder() {
        carrier.room = message -> new Room.Busy(Duration.ofMillis(20), Room.Limit.WINDOW);
        batch(() -> {
            for (int i = 0; i < 3; i++) {
                offer(message("a" + i).build());
                offer(Messages.aMessage("b" + i, OTHER_NUMBER, clock.instant())
                        .setCarrier("recording")
                        .build());
            }
        });
        runUntil(clock.instant().plusSeconds(2));
        assertThat(carrier.handed).isEmpty();
        // Only the line in front asks.
        assertThat(carrier.asked).isBetween(50, 130);
        assertThat(meters.get("posthorn.send.held")
                        .tag("limit", "window")
                        .tag("carrier", "recording")
                        .counter()
                        .count())
                .isEqualTo(carrier.asked);

        carrier.room = message -> Room.FREE;
        runUntil(clock.instant().plusSeconds(1));

        assertThat(carrier.handed).hasSize(6);
        assertThat(carrier.handed.getFirst().getMessageId()).isEqualTo(Messages.idOf("a0"));
        assertThat(reports()).hasSize(6);
    }

    @Test
    void looksAtTheTimeToLiveAtTheMomentOfTheHandOver() {
        carrier.room = message -> {
            clock.advance(Duration.ofSeconds(2));
            return Room.FREE;
        };

        submit(message("m").setExpiresAt(clock.instant().plusSeconds(1)).build());

        assertThat(carrier.handed).isEmpty();
        assertThat(carrier.forgone).isOne();
        assertRefused("TTL_EXPIRED", "time to live ended before the hand-over");
    }

    @Test
    void handsAMessageOverAndReportsIt() {
        submit(message("m").build());

        assertThat(carrier.handed)
                .singleElement()
                .satisfies(handed -> assertThat(handed.getMessageBody()).isEqualTo("hello m"));
        var report = connector.sent(Topics.CARRIER_REPORTS).getFirst();
        assertThat(report.key()).isEqualTo(Messages.idOf("m"));
        assertThat(report.value().getKind()).isEqualTo(CarrierReportKind.SUBMITTED);
        assertThat(report.value().getCarrierMessageId()).isEqualTo("c-1");
        assertThat(report.value().getMessage()).isNotNull().satisfies(message -> {
            assertThat(message.getMessageBody()).isEmpty();
            assertThat(message.getPrice()).isEqualTo("0.00645");
        });
        assertThat(meters.get("posthorn.send.submitted")
                        .tags("carrier", "recording", "outcome", "accepted")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void handsAWholeBatchOverBeforeItWaitsForAnswers() {
        var open = new ArrayList<CompletableFuture<SubmitResult>>();
        carrier.answer = message -> {
            var answer = new CompletableFuture<SubmitResult>();
            open.add(answer);
            if (open.size() == 5) {
                open.reversed().forEach(each -> each.complete(TAKEN));
            }
            return answer;
        };

        batch(() -> {
            for (int i = 0; i < 5; i++) {
                offer(message("m" + i).build());
            }
        });

        assertThat(reports()).hasSize(5).allMatch(report -> report.getKind() == CarrierReportKind.SUBMITTED);
    }

    @Test
    void reportsARefusalAsFinal() {
        carrier.answer = message ->
                CompletableFuture.completedFuture(new SubmitResult.Refused(MessageStatus.CARRIER_BLOCKED, "code 8"));

        submit(message("m").build());

        assertRefused("CARRIER_BLOCKED", "code 8");
    }

    @Test
    void reportsAMissingCarrier() {
        submit(message("m").setCarrier("nobody").build());

        assertRefused("CARRIER_UNREACHABLE", "no such carrier connection");
    }

    @Test
    void doesNotHandOverWhatHasExpired() {
        submit(message("m").setExpiresAt(clock.instant()).build());

        assertThat(carrier.handed).isEmpty();
        assertRefused("TTL_EXPIRED", "time to live ended before the hand-over");
    }

    @Test
    void givesUpTheStatusOfAMessageWithoutAnswerAndNeverHandsItOverAgain() {
        carrier.answer = message -> new CompletableFuture<>();

        submit(message("m").build());
        assertThat(reports()).isEmpty();
        runUntil(clock.instant().plusMillis(50));

        assertRefused("UNKNOWN", "no answer from the carrier");
        assertThat(carrier.handed).hasSize(1);
        assertThat(connector.nextWake()).isEmpty();
    }

    @Test
    void givesUpTheStatusOfAMessageWhoseHandOverFailed() {
        carrier.answer = message -> {
            throw new IllegalStateException("connection lost");
        };

        submit(message("m").build());

        assertRefused("UNKNOWN", "no answer from the carrier");
    }

    @Test
    void triesAgainWhenTheCarrierWishesAndKeepsTheOrder() {
        carrier.answer = message ->
                CompletableFuture.completedFuture(new SubmitResult.TryLater(Duration.ofSeconds(3), "throttled"));
        batch(() -> {
            for (int i = 0; i < 3; i++) {
                offer(message("m" + i).build());
            }
        });
        submit(message("m3").build());
        assertThat(reports()).isEmpty();
        carrier.handed.clear();
        carrier.answer = message -> CompletableFuture.completedFuture(TAKEN);

        assertThat(connector.nextWake())
                .hasValueSatisfying(next ->
                        assertThat(next).isBeforeOrEqualTo(clock.instant().plusSeconds(3)));
        runUntil(clock.instant().plusMillis(2_999));
        assertThat(carrier.handed).isEmpty();
        runUntil(clock.instant().plusMillis(1));

        assertThat(carrier.handed)
                .extracting(Message::getMessageId)
                .containsExactly(Messages.idOf("m0"), Messages.idOf("m1"), Messages.idOf("m2"), Messages.idOf("m3"));
        assertThat(carrier.handed).extracting(Message::getMessageBody).contains("hello m0");
        assertThat(connector.table(Topics.PARKED_SUBMISSIONS).entries()).isEmpty();
    }

    @Test
    void tellsThatACarrierTakesNothingUntilItTakesAMessage() {
        carrier.answer =
                message -> CompletableFuture.completedFuture(new SubmitResult.TryLater(Duration.ofSeconds(1), "down"));
        submit(message("m").build());
        var since = clock.instant();
        assertThat(troubles()).isEmpty();

        runUntil(since.plusSeconds(40));

        assertThat(troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.getCarrier()).isEqualTo("recording");
            assertThat(trouble.getSince()).isEqualTo(since);
            assertThat(trouble.getUntil()).isAfter(clock.instant());
        });

        carrier.answer = message -> CompletableFuture.completedFuture(TAKEN);
        runUntil(since.plusSeconds(42));
        assertThat(troubles()).isEmpty();
    }

    @Test
    void doesNotTellOfACarrierThatIsOnlyAskedTooFast() {
        var asked = new AtomicInteger();
        carrier.answer = message -> CompletableFuture.completedFuture(
                asked.incrementAndGet() % 3 == 0
                        ? TAKEN
                        : new SubmitResult.TryLater(Duration.ofMillis(500), "throttled"));
        for (int i = 0; i < 20; i++) {
            submit(message("m" + i).build());
            runUntil(clock.instant().plusMillis(400));
            assertThat(troubles()).isEmpty();
        }
    }

    private List<CarrierTrouble> troubles() {
        return List.copyOf(connector.table(Topics.CARRIER_TROUBLES).entries().values());
    }

    @Test
    void keepsTheRateWhenReleasesHavePiledUp() {
        batch(() -> {
            for (int i = 0; i < 35; i++) {
                offer(message("m" + i).build());
            }
        });
        runUntil(clock.instant().plusSeconds(10));

        assertThat(carrier.handed).hasSize(35);
        for (int i = 10; i < 35; i++) {
            assertThat(Duration.between(carrier.times.get(i - 10), carrier.times.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void refusesTwoCarriersOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Carriers(List.of(carrier, new RecordingCarrier("recording"))))
                .withMessageContaining("recording");
    }

    private Message.Builder message(String name) {
        return Messages.aMessage(name, NUMBER, clock.instant()).setCarrier("recording");
    }

    /** What was handed over with the batch is answered with the next. */
    private void batch(Runnable submissions) {
        connector.batch(submissions);
        connector.wakeAt(clock.instant());
    }

    private void submit(Message message) {
        batch(() -> offer(message));
    }

    private void offer(Message message) {
        connector.send(
                Topics.CARRIER_SUBMISSIONS,
                message.getCarrier() + "/" + message.getOriginationIdentity(),
                new CarrierSubmission(message, clock.instant(), 0));
    }

    private void runUntil(Instant end) {
        while (connector.nextWake().filter(next -> !next.isAfter(end)).isPresent()) {
            clock.setTo(connector
                    .nextWake()
                    .filter(next -> next.isAfter(clock.instant()))
                    .orElse(clock.instant()));
            connector.wakeAt(clock.instant());
        }
        clock.setTo(end);
    }

    private List<CarrierReport> reports() {
        return connector.values(Topics.CARRIER_REPORTS);
    }

    private void assertRefused(String status, String detail) {
        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.getKind()).isEqualTo(CarrierReportKind.REFUSED);
            assertThat(report.getStatus()).isEqualTo(status);
            assertThat(report.getDetail()).isEqualTo(detail);
            assertThat(report.getIsFinal()).isTrue();
            assertThat(report.getMessage()).isNotNull();
        });
    }
}
