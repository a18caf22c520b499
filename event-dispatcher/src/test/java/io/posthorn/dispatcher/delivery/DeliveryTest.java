package io.posthorn.dispatcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.EventDestination.Target;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class DeliveryTest {
    private static final String GOOD = Events.TOPIC + "good";
    private static final String BAD = Events.TOPIC + "bad";
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final KnownResources resources = new KnownResources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();
    private final ScriptedSink sink = new ScriptedSink();
    private final StageHarness<DeliveryProcessor> stage = StageHarness.of(DeliveryProcessor.stage(
            (account, kind) -> sink,
            resources,
            new DeliveryProperties(
                    1,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    Duration.ofHours(24),
                    20,
                    Duration.ofSeconds(5),
                    DataSize.ofMegabytes(1)),
            // At once, so that a test knows when.
            Runnable::run,
            clock,
            meters));

    /** Answers as it is told to, and remembers what it was given. */
    private static final class ScriptedSink implements Sink {
        Limits limits = new Limits(10, 10_000, Duration.ZERO, false);
        Function<Publication, Outcome> answer = publication -> DELIVERED;
        Function<Place, List<Place>> places = List::of;
        String silent = "";
        Optional<String> plan = Optional.empty();
        final List<String> plans = new ArrayList<>();
        final List<String> delivered = new ArrayList<>();
        final List<String> tried = new ArrayList<>();
        final List<Integer> batches = new ArrayList<>();
        final List<Place> addressed = new ArrayList<>();
        final List<Long> positions = new ArrayList<>();

        @Override
        public List<Place> placesOf(Place target) {
            return places.apply(target);
        }

        @Override
        public Limits limits(Place place) {
            return limits;
        }

        @Override
        public Optional<String> plan(Place place) {
            return plan;
        }

        @Override
        public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch, String planned) {
            plans.add(planned);
            return deliver(place, batch);
        }

        @Override
        public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
            addressed.add(place);
            if (place.target().name().equals(silent)) {
                return new CompletableFuture<>();
            }
            batches.add(batch.size());
            var outcomes = new ArrayList<Outcome>();
            for (var each : batch) {
                tried.add(each.id());
                positions.add(each.position());
                var outcome = answer.apply(each);
                outcomes.add(outcome);
                if (outcome.equals(DELIVERED)) {
                    delivered.add(each.id());
                }
            }
            return CompletableFuture.completedFuture(outcomes);
        }
    }

    @BeforeEach
    void enable() {
        destination(true);
    }

    private void destination(boolean enabled) {
        resources.map.put(
                Events.SCOPE,
                new EventDestination(
                        "set", "d", enabled, Set.of(EventType.ALL), Target.SNS, GOOD, "the-role", Instant.EPOCH));
    }

    private void tell(String id, String message, String arn) {
        stage.send(Topics.EVENT_DELIVERIES, "k", delivery(id, message, arn));
    }

    private static EventDelivery delivery(String id, String message, String arn) {
        return EventDelivery.newBuilder()
                .setEventId(id)
                .setAccountId(Events.SCOPE.account().value())
                .setRegion(Events.SCOPE.region())
                .setMessageId(message)
                .setType("TEXT_DELIVERED")
                .setHappenedAt(Events.NOON)
                .setKind(EventDestinationKind.SNS)
                .setTargetArn(arn)
                .setDestinationId("set/d")
                .setJson("{}")
                .build();
    }

    /** Lets the stage do what there is to do now. */
    private void settle() {
        for (var turn = 0; turn < 50 && stage.wakeAt(clock.instant()); turn++) {
            assertThat(turn).as("turns").isLessThan(49);
        }
    }

    private void after(Duration time) {
        clock.advance(time);
        settle();
    }

    private long waiting() {
        return stage.table(Topics.WAITING_DELIVERIES).entries().size();
    }

    private double counted(String what) {
        return meters.get("posthorn.dispatcher." + what)
                .tag("sink", "sns")
                .counter()
                .count();
    }

    @Test
    void deliversAndForgets() {
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e1", "e2");
        assertThat(sink.addressed.getFirst().iamRoleArn()).isEqualTo("the-role");
        assertThat(waiting()).isZero();
        assertThat(counted("published")).isEqualTo(2);
    }

    @Test
    void deliversOnlyWhatIsCommitted() {
        stage.crash(() -> {
            tell("e1", "m1", GOOD);
            stage.wakeAt(clock.instant());
        });

        assertThat(sink.tried).isEmpty();

        tell("e1", "m1", GOOD);
        settle();
        assertThat(sink.delivered).containsExactly("e1");
    }

    @Test
    void deliversAgainWhatWasNotWrittenDownAsDelivered() {
        tell("e1", "m1", GOOD);
        stage.wakeAt(clock.instant());
        assertThat(sink.delivered).containsExactly("e1");
        stage.crash(() -> stage.wakeAt(clock.instant()));

        settle();

        assertThat(sink.delivered).containsExactly("e1", "e1");
        assertThat(waiting()).isZero();
    }

    /** Otherwise two batches could come again after a crash, and the file would be cut back for one of them only. */
    @Test
    void beginsTheNextBatchAfterTheCommitOfTheOneBefore() {
        sink.limits = new Limits(1, 10_000, Duration.ZERO, true);
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);

        stage.wakeAt(clock.instant());
        assertThat(sink.tried).containsExactly("e1");

        stage.wakeAt(clock.instant());
        assertThat(sink.tried).containsExactly("e1", "e2");
    }

    @Test
    void delaysNoPlaceForAnother() {
        sink.silent = "bad";
        tell("e1", "m1", BAD);
        tell("e2", "m1", GOOD);
        settle();
        tell("e3", "m1", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e2", "e3");
        assertThat(waiting()).isOne();
    }

    @Test
    void triesAgainLaterAndLetsOthersOvertake() {
        sink.answer =
                publication -> publication.id().equals("e1") && publication.attempt() < 3 ? again("no") : DELIVERED;
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e2");
        after(Duration.ofMillis(400));
        assertThat(sink.tried).containsExactly("e1", "e2");
        after(Duration.ofSeconds(2));
        assertThat(sink.delivered).containsExactly("e2");
        after(Duration.ofSeconds(4));
        assertThat(sink.delivered).containsExactly("e2", "e1");
        assertThat(counted("retried")).isEqualTo(2);
    }

    @Test
    void beginsTheNextBatchWithWhatWasNotTried() {
        var refused = new ArrayList<>(List.of("e2", "e3"));
        sink.answer = publication -> refused.remove(publication.id()) ? new Outcome.NotTried() : DELIVERED;
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        tell("e3", "m3", GOOD);
        stage.wakeAt(clock.instant());
        tell("e4", "m3", GOOD);
        tell("e5", "m5", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e1", "e2", "e3", "e5", "e4");
        assertThat(counted("retried")).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void leavesNoPlaceAloneForWhatWasNotTried() {
        var refused = new ArrayList<String>();
        sink.answer = publication ->
                refused.add(publication.id()) && refused.size() <= 40 ? new Outcome.NotTried() : DELIVERED;
        for (var i = 0; i < 20; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        settle();

        assertThat(sink.delivered).hasSize(20);
    }

    @Test
    void keepsTheOrderOfAMessage() {
        sink.answer =
                publication -> publication.id().equals("e1") && publication.attempt() < 2 ? again("no") : DELIVERED;
        tell("e1", "m1", GOOD);
        tell("e2", "m1", GOOD);
        tell("e3", "m2", GOOD);
        settle();
        assertThat(sink.delivered).containsExactly("e3");

        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).containsExactly("e3", "e1", "e2");
    }

    @Test
    void keepsTheOrderOfAMessageThroughARestart() {
        sink.answer =
                publication -> publication.id().equals("e1") && publication.attempt() < 2 ? again("no") : DELIVERED;
        tell("e1", "m1", GOOD);
        tell("e2", "m1", GOOD);
        settle();
        stage.restart();
        settle();
        assertThat(sink.delivered).isEmpty();

        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).containsExactly("e1", "e2");
    }

    @Test
    void letsNothingOvertakeInAPlaceInOrder() {
        sink.limits = new Limits(10, 10_000, Duration.ZERO, true);
        sink.answer =
                publication -> publication.attempt() < 2 && publication.id().equals("e1") ? again("no") : DELIVERED;
        tell("e1", "m1", GOOD);
        settle();
        tell("e2", "m2", GOOD);
        settle();
        assertThat(sink.delivered).isEmpty();

        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).containsExactly("e1", "e2");
    }

    @Test
    void waitsForTheTimeThatTheSinkAsksFor() {
        sink.answer = publication ->
                publication.attempt() < 2 ? new Outcome.TryAgain(Duration.ofMinutes(10), "busy") : DELIVERED;
        tell("e1", "m1", GOOD);
        settle();
        after(Duration.ofMinutes(9));
        assertThat(sink.delivered).isEmpty();
        after(Duration.ofMinutes(1));
        assertThat(sink.delivered).containsExactly("e1");
    }

    @Test
    void goesToTheOnePlaceBehindItsTargetThatIsMeant() {
        sink.places = target -> List.of(target.branch("a"), target.branch("b"));
        var delivery = EventDelivery.newBuilder(delivery("e1", "m1", GOOD))
                .setBranch("b")
                .build();
        stage.send(Topics.EVENT_DELIVERIES, "k", delivery);
        settle();

        assertThat(sink.addressed).extracting(Place::branch).containsExactly("b");
    }

    @Test
    void parksWhatIsGivenUpAndGoesOn() {
        sink.answer = publication -> publication.id().equals("poison") ? new Outcome.GivenUp("never") : DELIVERED;
        tell("poison", "m1", GOOD);
        tell("e2", "m1", GOOD);
        settle();

        assertThat(stage.deadLetters()).singleElement().satisfies(dead -> {
            assertThat(dead.topic()).isEqualTo("event-deliveries");
            assertThat(dead.key()).isEqualTo("123456789012/" + GOOD);
            assertThat(dead.reason()).isEqualTo("UNDELIVERABLE");
            assertThat(dead.detail()).endsWith("never");
        });
        assertThat(sink.delivered).containsExactly("e2");
        assertThat(counted("failed")).isOne();
        assertThat(waiting()).isZero();
    }

    @ParameterizedTest(name = "in order: {0}")
    @ValueSource(booleans = {true, false})
    void parksWhatIsTooOldThoughThePlaceIsLeftAlone(boolean inOrder) {
        sink.limits = new Limits(10, 10_000, Duration.ZERO, inOrder);
        sink.answer = publication -> again("down");
        for (var i = 0; i < 30; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        for (var minute = 0; minute < 24 * 60 + 10; minute++) {
            after(Duration.ofMinutes(1));
        }

        assertThat(stage.deadLetters())
                .hasSize(30)
                .allSatisfy(dead -> assertThat(dead.detail()).endsWith("down"));
        assertThat(waiting()).isZero();
        assertThat(sink.batches.size()).as("attempts in a day").isLessThan(1_000);
    }

    /** Otherwise an alert would go on for a place that nobody has anything for any more. */
    @Test
    void leavesNoPlaceAloneThatNothingWaitsFor() {
        breakPlace();
        var leftAlone = meters.get("posthorn.dispatcher.left.alone").tag("sink", "sns");
        assertThat(leftAlone.gauge().value()).isOne();

        for (var hour = 0; hour < 25; hour++) {
            after(Duration.ofHours(1));
        }

        assertThat(waiting()).isZero();
        assertThat(leftAlone.gauge().value()).isZero();
    }

    @Test
    void forgetsAPlaceThatNothingHasComeForInALongTime() {
        breakPlace();
        for (var hour = 0; hour < 25; hour++) {
            after(Duration.ofHours(1));
        }
        after(Duration.ofHours(2));
        tell("other", "m", BAD);
        settle();

        sink.batches.clear();
        stage.batch(() -> {
            tell("new1", "m1", GOOD);
            tell("new2", "m2", GOOD);
        });
        settle();

        assertThat(sink.batches).as("not carefully").containsExactly(2);
    }

    /** Until it is left alone. */
    private void breakPlace() {
        sink.answer = publication -> publication.id().startsWith("bad") ? again("down") : DELIVERED;
        for (var i = 0; i < 30; i++) {
            tell("bad" + i, "m" + i, GOOD);
        }
        settle();
    }

    @Test
    void leavesAPlaceAloneThatKeepsFailingAndComesBackToIt() {
        sink.answer = publication -> again("down");
        for (var i = 0; i < 30; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        settle();
        var triedBefore = sink.tried.size();
        after(Duration.ofSeconds(1));
        assertThat(sink.tried).hasSize(triedBefore);
        assertThat(stage.table(Topics.PLACE_BACKLOGS).entries().values())
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.getBreaker()).isEqualTo("OPEN");
                    assertThat(told.getLastError()).isEqualTo("down");
                });

        sink.answer = publication -> DELIVERED;
        sink.batches.clear();
        for (var second = 0; second < 60; second++) {
            after(Duration.ofSeconds(1));
        }

        assertThat(sink.delivered).hasSize(30);
        assertThat(sink.batches).as("carefully at first").first().isEqualTo(1);
        assertThat(stage.table(Topics.PLACE_BACKLOGS).entries().values())
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.getBreaker()).isEqualTo("CLOSED");
                    assertThat(told.getWaiting()).isZero();
                });
    }

    @Test
    void comesBackToAPlaceThoughNothingWasTriedWhenItWasLookedAt() {
        sink.answer = publication -> again("down");
        for (var i = 0; i < 30; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        settle();
        var untried = new AtomicInteger(3);
        sink.answer = publication -> untried.getAndDecrement() > 0 ? new Outcome.NotTried() : DELIVERED;
        for (var second = 0; second < 120; second++) {
            after(Duration.ofSeconds(1));
        }

        assertThat(sink.delivered).hasSize(30);
    }

    @Test
    void tellsWhatWaitsAndSinceWhen() {
        sink.silent = "bad";
        tell("e1", "m1", BAD);
        tell("e2", "m2", BAD);
        settle();
        after(Duration.ofSeconds(3));

        assertThat(stage.table(Topics.PLACE_BACKLOGS).entries())
                .hasEntrySatisfying("123456789012/" + BAD + " ", told -> {
                    assertThat(told.getWaiting()).isEqualTo(2);
                    assertThat(told.getOldestAcceptedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
                });
        assertThat(meters.get("posthorn.dispatcher.waiting")
                        .tag("sink", "sns")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(meters.get("posthorn.dispatcher.late")
                        .tag("sink", "sns")
                        .gauge()
                        .value())
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "disabled: {0}, else deleted")
    @ValueSource(booleans = {true, false})
    void dropsWhatWaitsForADestinationThatIsDisabledOrDeleted(boolean disabled) {
        sink.answer = publication -> again("down");
        tell("e1", "m1", GOOD);
        settle();
        if (disabled) {
            destination(false);
        } else {
            resources.map.remove(resources
                    .of(Events.SCOPE)
                    .find(ResourceKind.EVENT_DESTINATION, "set/d")
                    .orElseThrow()
                    .in(Events.SCOPE)
                    .toString());
        }
        sink.answer = publication -> DELIVERED;
        after(Duration.ofSeconds(2));
        assertThat(sink.delivered).isEmpty();
        assertThat(waiting()).isZero();
        assertThat(counted("dropped")).isOne();

        destination(true);
        tell("e2", "m1", GOOD);
        settle();
        assertThat(sink.delivered).containsExactly("e2");
    }

    @Test
    void takesNothingForADestinationThatIsDisabled() {
        destination(false);
        tell("e1", "m1", GOOD);
        assertThat(waiting()).isZero();
        assertThat(counted("dropped")).isOne();
    }

    /** Sinks that write files tell by it what they have written. */
    @Test
    void givesNoPositionAwayTwice() {
        stage.batch(() -> {
            tell("e1", "m1", GOOD);
            tell("e2", "m2", GOOD);
            // What was taken a moment ago goes all the same: a position of which no commit knows would come again.
            destination(false);
        });
        destination(true);
        settle();
        stage.move();
        tell("e3", "m3", GOOD);
        settle();
        stage.move();
        stage.crash(() -> tell("e4", "m4", GOOD));
        tell("e4", "m4", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e1", "e2", "e3", "e4");
        assertThat(sink.positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void givesEachPlaceBehindATargetItsOwnQueue() {
        sink.places = target -> List.of(target.branch("one"), target.branch("two"));
        sink.answer = publication -> DELIVERED;
        tell("e1", "m1", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e1", "e1");
        assertThat(sink.addressed).extracting(Place::branch).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void skipsATargetNobodyListensTo() {
        sink.places = target -> List.of();
        tell("e1", "m1", GOOD);
        settle();

        assertThat(waiting()).isZero();
        assertThat(counted("skipped")).isOne();
    }

    @Test
    void goesOnWhenADestinationIsWrong() {
        tell("e1", "m1", Events.LOG_GROUP + "no-topic");
        tell("e2", "m1", GOOD);
        settle();

        assertThat(sink.delivered).containsExactly("e2");
        assertThat(counted("failed")).isOne();
    }

    @Test
    void gathersABatchUntilItIsFullOrItsFirstRecordHasWaited() {
        sink.limits = new Limits(3, 10_000, Duration.ofMinutes(5), true);
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        after(Duration.ofMinutes(4));
        assertThat(sink.batches).isEmpty();
        tell("e3", "m3", GOOD);
        settle();
        assertThat(sink.batches).containsExactly(3);

        tell("e4", "m4", GOOD);
        after(Duration.ofMinutes(6));
        assertThat(sink.batches).containsExactly(3, 1);
    }

    /** So that the object of a batch that comes again has what it had. */
    @Test
    void makesTheSameBatchAgainThoughMoreHasCome() {
        sink.limits = new Limits(100, 10_000, Duration.ofMinutes(5), true);
        sink.answer = publication -> again("down");
        tell("e1", "m1", GOOD);
        clock.advance(Duration.ofMinutes(5));
        tell("e2", "m2", GOOD);
        clock.advance(Duration.ofMinutes(1));
        tell("e3", "m3", GOOD);
        settle();
        sink.answer = publication -> DELIVERED;
        after(Duration.ofMinutes(10));

        assertThat(sink.batches).containsExactly(2, 2, 1);
    }

    @Test
    void doesNotWaitUntilItIsAsLateAsAClockHadItThatWasAhead() {
        sink.limits = new Limits(100, 10_000, Duration.ofMinutes(5), true);
        clock.advance(Duration.ofHours(2));
        tell("e1", "m1", GOOD);
        clock.advance(Duration.ofHours(-2));
        tell("e2", "m2", GOOD);
        settle();
        assertThat(sink.delivered).containsExactly("e1", "e2");

        tell("e3", "m3", GOOD);
        after(Duration.ofMinutes(4));
        assertThat(sink.delivered).hasSize(2);
        after(Duration.ofMinutes(1));
        assertThat(sink.delivered).hasSize(3);
    }

    @Test
    void dropsAPlannedBatchOnlyWhenNobodyWantsAnyOfIt() {
        planned();
        sink.answer = publication -> again("down");
        tell("e1", "m1", GOOD);
        settle();
        destination(false);
        sink.answer = publication -> DELIVERED;
        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).isEmpty();
        assertThat(waiting()).isZero();
        assertThat(counted("dropped")).isOne();

        destination(true);
        tell("e2", "m2", GOOD);
        settle();
        assertThat(sink.delivered).containsExactly("e2");
    }

    /** If the sink has it after all, none of it may come again in another batch. */
    @Test
    void givesAPlannedBatchUpAsOne() {
        planned();
        sink.limits = new Limits(2, 10_000, Duration.ofMinutes(15), true);
        sink.answer = publication -> again("down");
        tell("e1", "m1", GOOD);
        clock.advance(Duration.ofMinutes(14));
        tell("e2", "m2", GOOD);
        settle();
        clock.advance(Duration.ofHours(24).minusMinutes(10));
        settle();
        assertThat(stage.deadLetters()).isEmpty();

        after(Duration.ofMinutes(20));

        assertThat(stage.deadLetters()).hasSize(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void triesAPlannedBatchAsItWasPlanned() {
        planned();
        sink.answer = publication -> again("down");
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        settle();
        sink.limits = new Limits(1, 10_000, Duration.ZERO, true);
        sink.plan = Optional.of("another plan");
        sink.answer = publication -> DELIVERED;
        stage.restart();
        tell("e3", "m3", GOOD);
        settle();

        assertThat(sink.batches).containsExactly(2, 2, 1);
        assertThat(sink.plans).containsExactly("the plan", "the plan", "another plan");
    }

    private void planned() {
        sink.plan = Optional.of("the plan");
        sink.limits = new Limits(2, 10_000, Duration.ZERO, true);
    }

    /** The queue of a place that is down for a day would be written again and again. */
    @Test
    void writesOneRecordDownWhenABatchInOrderIsToBeTriedAgain() {
        sink.limits = new Limits(1_000, 1_000_000, Duration.ofMinutes(1), true);
        sink.answer = publication -> again("down");
        for (var i = 0; i < 500; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        after(Duration.ofMinutes(1));

        assertThat(counted("retried")).isEqualTo(500);
        assertThat(stage.table(Topics.WAITING_DELIVERIES).entries().values())
                .filteredOn(each -> each.getAttempts() > 0)
                .hasSize(1);

        sink.answer = publication -> DELIVERED;
        after(Duration.ofSeconds(2));
        assertThat(sink.delivered).hasSize(500);
    }

    @Test
    void fillsABatchInOrderHoweverSmallItsRecordsAre() {
        sink.limits = new Limits(10_000, 1_000_000, Duration.ofMinutes(1), true);
        for (var i = 0; i < 6_000; i++) {
            tell("e" + i, "m" + i, GOOD);
        }
        after(Duration.ofMinutes(1));

        assertThat(sink.batches).containsExactly(6_000);
    }

    @Test
    void triesAgainWhenASinkBreaksOrTellsTooLittle() {
        sink.answer = publication -> {
            if (publication.attempt() < 2) {
                throw new IllegalStateException("broken");
            }
            return DELIVERED;
        };
        tell("e1", "m1", GOOD);
        settle();
        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).containsExactly("e1");
    }

    @ParameterizedTest(name = "in order: {0}")
    @ValueSource(booleans = {true, false})
    void triesAgainWhenASinkRunsOutOfMemory(boolean inOrder) {
        sink.limits = new Limits(10, 10_000, Duration.ZERO, inOrder);
        sink.answer = publication -> {
            if (publication.attempt() < 2) {
                throw new OutOfMemoryError("as a test wants it");
            }
            return DELIVERED;
        };
        tell("e1", "m1", GOOD);
        settle();
        after(Duration.ofSeconds(2));

        assertThat(sink.delivered).containsExactly("e1");
    }

    @Test
    void deliversOneByOneWhenMemoryIsShort() {
        sink.silent = "bad";
        sink.limits = new Limits(10, 10_000_000, Duration.ZERO, false);
        for (var i = 0; i < 2; i++) {
            var big = EventDelivery.newBuilder()
                    .setEventId("big" + i)
                    .setAccountId(Events.SCOPE.account().value())
                    .setRegion(Events.SCOPE.region())
                    .setMessageId("m" + i)
                    .setType("TEXT_DELIVERED")
                    .setHappenedAt(Events.NOON)
                    .setKind(EventDestinationKind.SNS)
                    .setTargetArn(BAD)
                    .setJson(" ".repeat(1 << 20))
                    .build();
            stage.send(Topics.EVENT_DELIVERIES, "k", big);
        }
        settle();
        tell("e1", "m1", GOOD);
        tell("e2", "m2", GOOD);
        settle();

        assertThat(sink.batches).containsExactly(1, 1);
        assertThat(sink.delivered).containsExactly("e1", "e2");
    }

    private static Outcome again(String detail) {
        return new Outcome.TryAgain(detail);
    }
}
