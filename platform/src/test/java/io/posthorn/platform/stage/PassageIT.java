package io.posthorn.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.schemas.AcceptedMessageId;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Services;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.unit.DataSize;

/** Two stages one after the other, as each runs alone and as they share a thread: what comes out is the same. */
@Execution(ExecutionMode.CONCURRENT) // each with a broker of its own
class PassageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST = Services.PASSAGE.get(1);
    private static final String SECOND = Services.PASSAGE.get(2);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger failures = new AtomicInteger();
    private TestCluster cluster;
    private StateDirectory state;
    private List<StageLifecycle> running = List.of();

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        state = new StateDirectory(
                cluster.clients()::clusterId,
                cluster.newDirectory("state"),
                DataSize.ofMegabytes(16).toBytes());
    }

    @AfterEach
    void stop() {
        stopStages();
        state.close();
        cluster.close();
    }

    private void startStages(boolean shared) {
        var properties = new StageProperties(
                cluster.newDirectory("unused"),
                "test",
                100,
                Duration.ofMillis(10),
                shared,
                Duration.ofMillis(50),
                DataSize.ofMegabytes(16));
        var stages = new KafkaStages(cluster.clients(), properties, state, meters, Tracing.OFF, Clock.systemUTC());
        running = List.of(stages.run(second(), 1), stages.run(first(), 1));
        running.forEach(StageLifecycle::start);
    }

    private void stopStages() {
        running.forEach(StageLifecycle::stop);
        running = List.of();
    }

    /** Tells the next what it has read. */
    private static final class First implements PartitionProcessor {
        void on(Inbound<TwoWaySend> read, Outputs out) {
            var id = read.value().getMessageId();
            out.send(Topics.CARRIER_REFERENCES, id, new CarrierReference(id, 0, Instant.EPOCH));
            if (id.startsWith("broken after")) {
                throw new IllegalArgumentException("broken");
            }
        }
    }

    private static StageSpec<First> first() {
        return StageSpec.of(FIRST, First.class)
                .reads(Topics.TWO_WAY_SENDS, First::on)
                .with(partition -> new First());
    }

    /** Writes down how often it has been told of each; those that say so go back to the first, without that. */
    private static final class Second implements PartitionProcessor {
        private final Table<AcceptedMessageId> seen;
        private final AtomicInteger failures;

        Second(Table<AcceptedMessageId> seen, AtomicInteger failures) {
            this.seen = seen;
            this.failures = failures;
        }

        void on(Inbound<CarrierReference> told, Outputs out) {
            var id = told.value().getMessageId();
            if (id.startsWith("refused")) {
                throw new IllegalArgumentException("refused");
            }
            var times = seen.page(id + "/", "", 100).size();
            seen.put(id + "/" + times, new AcceptedMessageId(Instant.EPOCH));
            out.send(Topics.ANSWERABLE_SENDS, "end", new TwoWaySend(id + "/" + times));
            if (id.startsWith("again ")) {
                out.send(Topics.TWO_WAY_SENDS, id, new TwoWaySend(id.substring("again ".length())));
            }
        }

        @Override
        public void endBatch(Outputs out) {
            if (failures.getAndDecrement() > 0) {
                throw new InfrastructureException("not now", new IllegalStateException("test"));
            }
        }
    }

    private StageSpec<Second> second() {
        return StageSpec.of(SECOND, Second.class)
                .reads(Topics.CARRIER_REFERENCES, Second::on)
                .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                .with(partition -> new Second(partition.table(Topics.ACCEPTED_MESSAGE_IDS), failures));
    }

    private void tell(int from, int to) {
        cluster.produceAll(
                Topics.TWO_WAY_SENDS,
                "key",
                IntStream.range(from, to)
                        .mapToObj(id -> new TwoWaySend("m" + id))
                        .toList());
    }

    private List<String> ends() {
        return cluster.values(Topics.ANSWERABLE_SENDS).stream()
                .map(TwoWaySend::getMessageId)
                .toList();
    }

    private void awaitEnds(int count) {
        await().atMost(PATIENCE).until(() -> ends().size() >= count);
    }

    private static Set<String> once(int from, int to) {
        var keys = new HashSet<String>();
        IntStream.range(from, to).forEach(id -> keys.add("m" + id + "/0"));
        return keys;
    }

    private Set<Optional<String>> marks() {
        var marks = new HashSet<Optional<String>>();
        cluster.records(Topics.CARRIER_REFERENCES.name())
                .forEach(each -> marks.add(TestCluster.header(each, Passage.HANDLED)));
        return marks;
    }

    @Test
    void handlesInOneTransactionWhatOneStageWritesForTheNext() {
        startStages(true);
        tell(0, 300);
        awaitEnds(300);

        assertThat(ends()).hasSize(300).containsExactlyInAnyOrderElementsOf(once(0, 300));
        assertThat(cluster.records(Topics.CARRIER_REFERENCES.name())).hasSize(300);
        assertThat(marks()).containsExactly(Optional.of(SECOND));
        var of = meters.get("posthorn.stage.records");
        assertThat(of.tag("stage", SECOND).counter().count()).isEqualTo(300);
    }

    @Test
    void handlesEachOnceWhenTransactionsFail() {
        failures.set(3);
        startStages(true);
        tell(0, 300);
        awaitEnds(300);
        stopStages();

        assertThat(failures).hasNegativeValue();
        assertThat(ends()).hasSize(300).containsExactlyInAnyOrderElementsOf(once(0, 300));
    }

    @Test
    void goesOnWhereStagesEndedThatRanAloneAndTheOtherWayRound() {
        for (var turn = 0; turn < 4; turn++) {
            startStages(turn % 2 == 1);
            tell(turn * 100, turn * 100 + 100);
            awaitEnds(turn * 100 + 100);
            stopStages();
        }
        startStages(false);
        tell(400, 401);
        awaitEnds(401);
        stopStages();

        assertThat(ends()).hasSize(401).containsExactlyInAnyOrderElementsOf(once(0, 401));
        assertThat(marks()).containsExactlyInAnyOrder(Optional.empty(), Optional.of(SECOND));
    }

    @Test
    void parksWhatIsHandedOnLikeWhatIsRead() {
        startStages(true);
        cluster.produce(Topics.TWO_WAY_SENDS, "key", new TwoWaySend("refused 1"));
        cluster.produce(Topics.TWO_WAY_SENDS, "key", new TwoWaySend("broken after 1"));
        cluster.produce(Topics.TWO_WAY_SENDS, "key", new TwoWaySend("m0"));
        awaitEnds(1);

        assertThat(ends()).containsExactly("m0/0");
        assertThat(cluster.records(Topics.CARRIER_REFERENCES.deadLetterName()))
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.key()).isEqualTo("refused 1");
                    assertThat(TestCluster.header(parked, "posthorn-reason")).contains("FAILED");
                    // Or it would be taken for handled when it is sent again.
                    assertThat(TestCluster.header(parked, Passage.HANDLED)).isEmpty();
                });
        assertThat(cluster.records(Topics.TWO_WAY_SENDS.deadLetterName()))
                .singleElement()
                .satisfies(parked -> assertThat(parked.key()).isEqualTo("key"));
    }

    @Test
    void letsWhatGoesBackComeThroughKafka() {
        startStages(true);
        cluster.produce(Topics.TWO_WAY_SENDS, "key", new TwoWaySend("again again m0"));
        awaitEnds(3);

        assertThat(ends()).containsExactly("again again m0/0", "again m0/0", "m0/0");
        assertThat(cluster.records(Topics.TWO_WAY_SENDS.name()))
                .allSatisfy(each ->
                        assertThat(TestCluster.header(each, Passage.HANDLED)).isEmpty());
    }
}
