package io.posthorn.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.schemas.AcceptedMessageId;
import io.posthorn.schemas.ControlReply;
import io.posthorn.schemas.OptOutChange;
import io.posthorn.schemas.OptOutCommand;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.unit.DataSize;

/** What every stage may rely on, shown on a stage that counts the commands it gets for a key. */
@Execution(ExecutionMode.CONCURRENT) // each with a broker of its own
class StageRunnerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STOPS = 6;

    private TestCluster cluster;
    private StateDirectory state;
    private KafkaStages stages;

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        state = state("first");
        stages = stages(state);
    }

    @AfterEach
    void stop() {
        state.close();
        cluster.close();
    }

    private StateDirectory state(String instance) {
        return new StateDirectory(
                cluster.clients()::clusterId,
                cluster.newDirectory("state-" + instance),
                DataSize.ofMegabytes(16).toBytes());
    }

    private KafkaStages stages(StateDirectory directory) {
        var properties = new StageProperties(
                cluster.newDirectory("unused"),
                null,
                100,
                Duration.ofMillis(10),
                false,
                Duration.ofMillis(50),
                DataSize.ofMegabytes(16));
        return new KafkaStages(
                cluster.clients(), properties, directory, new SimpleMeterRegistry(), Tracing.OFF, Clock.systemUTC());
    }

    /** Answers each command with how many came for its key before; the memory is a table entry per command. */
    private static class Counting implements PartitionProcessor {
        private final Table<AcceptedMessageId> seen;

        Counting(Table<AcceptedMessageId> seen) {
            this.seen = seen;
        }

        void on(Inbound<OptOutCommand> command, Outputs out) {
            var before = seen.page(command.key() + "/", "", 10_000).size();
            seen.put(command.key() + "/" + command.value().getCommandId(), new AcceptedMessageId(Instant.EPOCH));
            out.reply(
                    Topics.CONTROL_REPLIES,
                    command.key(),
                    Topics.ACCEPTED_MESSAGE_IDS,
                    position -> reply(command, Integer.toString(before), position));
            if (command.value().getPhoneNumber().isEmpty()) {
                throw new IllegalArgumentException("no phone number");
            }
        }

        private static ControlReply reply(Inbound<OptOutCommand> command, String body, Position position) {
            return new ControlReply(
                    command.value().getCommandId(),
                    "test",
                    true,
                    body,
                    position.topic(),
                    position.partition(),
                    position.offset());
        }
    }

    private static StageSpec<Counting> counting() {
        return counting(Duration.ZERO);
    }

    private static StageSpec<Counting> counting(Duration gathering) {
        return StageSpec.of("counting", Counting.class)
                .reads(Topics.OPT_OUT_COMMANDS, Counting::on)
                .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                .gathers(gathering)
                .with(partition -> new Counting(partition.table(Topics.ACCEPTED_MESSAGE_IDS)));
    }

    private void command(String key, int id, String phoneNumber) {
        cluster.produce(
                Topics.OPT_OUT_COMMANDS,
                key,
                new OptOutCommand(
                        String.format("%06d", id),
                        "test",
                        "000000000000",
                        "us-east-1",
                        "Default",
                        phoneNumber,
                        OptOutChange.PUT,
                        false,
                        Instant.EPOCH,
                        0L,
                        List.of()));
    }

    @Test
    void keepsStateOverRestartsEvenWithoutItsLocalCopy() {
        var stage = stages.run(counting(), 1);
        stage.start();
        for (var i = 0; i < 50; i++) {
            command("a", i, "+1");
        }
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 50);
        stage.stop();

        var again = stages.run(counting(), 1);
        again.start();
        command("a", 50, "+1");
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 51);
        again.stop();

        try (var elsewhere = state("second")) {
            var moved = stages(elsewhere).run(counting(), 1);
            moved.start();
            command("a", 51, "+1");
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 52);
            moved.stop();
        }

        assertThat(cluster.values(Topics.CONTROL_REPLIES).stream().map(ControlReply::getBody))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 52)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /**
     * Answers each command with how many changes its table has seen before; an entry is there after every other one.
     */
    private record Toggling(Table<AcceptedMessageId> entries) implements PartitionProcessor {
        static StageSpec<Toggling> stage() {
            return StageSpec.of("toggling", Toggling.class)
                    .reads(Topics.OPT_OUT_COMMANDS, Toggling::on)
                    .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                    .with(partition -> new Toggling(partition.table(Topics.ACCEPTED_MESSAGE_IDS)));
        }

        void on(Inbound<OptOutCommand> command, Outputs out) {
            if (entries.get("entry").isPresent()) {
                entries.delete("entry");
            } else {
                entries.put("entry", new AcceptedMessageId(Instant.EPOCH));
            }
            var reply = Counting.reply(command, Long.toString(entries.changes()), Position.NONE);
            out.send(Topics.CONTROL_REPLIES, command.key(), reply);
        }
    }

    private void toggle(KafkaStages instance, List<Long> seen) {
        var stage = instance.run(Toggling.stage(), 1);
        stage.start();
        for (var i = 0; i < 4; i++) {
            command("a", seen.size(), "+1");
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == seen.size() + 1);
            seen.add(Long.valueOf(
                    cluster.values(Topics.CONTROL_REPLIES).getLast().getBody()));
        }
        stage.stop();
    }

    @Test
    void tellsHowManyChangesATableHasSeenWhereverItGoes() {
        var seen = new ArrayList<Long>();
        toggle(stages, seen);
        toggle(stages, seen);
        try (var elsewhere = state("second")) {
            toggle(stages(elsewhere), seen);
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen.getLast()).isGreaterThanOrEqualTo(seen.size() - 1);
    }

    /** Answers each command with how many sends it has of the command's key, and how many records in all. */
    private record Librarian(Archive<TwoWaySend> sends) implements PartitionProcessor {
        static StageSpec<Librarian> stage() {
            return StageSpec.of("librarian", Librarian.class)
                    .reads(Topics.OPT_OUT_COMMANDS, Librarian::on)
                    .archives(
                            Topics.TWO_WAY_SENDS,
                            (key, offset, timestamp) ->
                                    key.equals("unwanted") ? Optional.empty() : Optional.of(key + "/" + offset))
                    .with(partition -> new Librarian(partition.archive(Topics.TWO_WAY_SENDS)));
        }

        void on(Inbound<OptOutCommand> command, Outputs out) {
            var body = sends.find(command.key() + "/", 100).size() + " of "
                    + sends.keys(100).size();
            out.send(Topics.CONTROL_REPLIES, command.key(), Counting.reply(command, body, new Position("", 0, 0)));
        }
    }

    private String answer(int question) {
        command("a", question, "+1");
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == question + 1);
        return cluster.values(Topics.CONTROL_REPLIES).getLast().getBody();
    }

    @Test
    void waitsForMoreWhereNobodyWaitsForIt() {
        var patient = stages.run(counting(Duration.ofHours(1)), 1);
        patient.start();
        answer(0);
        var prompt = stages.run(Librarian.stage(), 1);
        prompt.start();
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 2);
        // The prompt one has these two; of the other, the next turn is in an hour.
        answer(2);
        answer(3);

        patient.stop();
        prompt.stop();
        assertThat(cluster.values(Topics.CONTROL_REPLIES)).hasSize(4);

        var again = stages.run(counting(), 1);
        again.start();
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 6);
        again.stop();
    }

    @Test
    void findsTheRecordsOfAnArchiveAgainEvenWithoutItsLocalCopy() {
        for (var i = 0; i < 50; i++) {
            cluster.produce(Topics.TWO_WAY_SENDS, "a", new TwoWaySend("early " + i));
        }
        cluster.produceBytes(Topics.TWO_WAY_SENDS, "a", new byte[] {1, 2, 3});
        cluster.produce(Topics.TWO_WAY_SENDS, "unwanted", new TwoWaySend("not kept"));
        var stage = stages.run(Librarian.stage(), 1);
        stage.start();
        assertThat(answer(0)).isEqualTo("50 of 51");

        for (var i = 0; i < 7; i++) {
            cluster.produce(Topics.TWO_WAY_SENDS, "a", new TwoWaySend("late " + i));
        }
        var questions = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> answer(questions.incrementAndGet()).equals("57 of 58"));
        stage.stop();

        var again = stages.run(Librarian.stage(), 1);
        again.start();
        assertThat(answer(questions.incrementAndGet())).isEqualTo("57 of 58");
        again.stop();

        try (var elsewhere = state("second")) {
            var moved = stages(elsewhere).run(Librarian.stage(), 1);
            moved.start();
            assertThat(answer(questions.incrementAndGet())).isEqualTo("57 of 58");
            moved.stop();
        }
    }

    @Test
    void tellsWhereTheChangeBehindAReplyStands() {
        var stage = stages.run(counting(), 1);
        stage.start();
        command("a", 0, "+1");

        await().atMost(PATIENCE)
                .until(() -> !cluster.values(Topics.CONTROL_REPLIES).isEmpty());
        stage.stop();

        var reply = cluster.values(Topics.CONTROL_REPLIES).getFirst();
        assertThat(reply.getTopic()).isEqualTo(Topics.ACCEPTED_MESSAGE_IDS.name());
        assertThat(cluster.records(Topics.ACCEPTED_MESSAGE_IDS.name()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.partition()).isEqualTo(reply.getPartition());
                    assertThat(record.offset()).isEqualTo(reply.getOffset());
                });
    }

    @Test
    void parksWhatItCannotReadAndWhatItsHandlerCannotTakeAndGoesOn() {
        cluster.produceBytes(Topics.OPT_OUT_COMMANDS, "a", new byte[] {1, 2, 3});
        cluster.produceBytes(Topics.OPT_OUT_COMMANDS, "a", new byte[] {0, 0, 0, 0, 99, 5});
        command("a", 0, "");
        command("a", 1, "+1");

        var stage = stages.run(counting(), 1);
        stage.start();
        await().atMost(PATIENCE)
                .until(() -> !cluster.values(Topics.CONTROL_REPLIES).isEmpty());
        stage.stop();

        assertThat(cluster.values(Topics.CONTROL_REPLIES))
                .singleElement()
                .satisfies(reply -> assertThat(reply.getBody()).isEqualTo("0"));
        assertThat(cluster.records(Topics.OPT_OUT_COMMANDS.deadLetterName()))
                .extracting(record -> TestCluster.header(record, "posthorn-reason"))
                .containsExactly(Optional.of("UNREADABLE"), Optional.of("UNREADABLE"), Optional.of("FAILED"));
    }

    /** Fails the batch at its end a few times, as a lost broker would. */
    private static final class FailingAtFirst extends Counting {
        private final AtomicInteger failures;

        FailingAtFirst(Table<AcceptedMessageId> seen, AtomicInteger failures) {
            super(seen);
            this.failures = failures;
        }

        @Override
        public void endBatch(Outputs out) {
            if (failures.getAndDecrement() > 0) {
                throw new InfrastructureException("not now", new IllegalStateException("test"));
            }
        }
    }

    @Test
    void handlesEveryRecordExactlyOnceThroughFailedTransactions() {
        var failures = new AtomicInteger(3);
        var stage = stages.run(
                StageSpec.of("failing", FailingAtFirst.class)
                        .reads(Topics.OPT_OUT_COMMANDS, FailingAtFirst::on)
                        .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                        .with(partition -> new FailingAtFirst(partition.table(Topics.ACCEPTED_MESSAGE_IDS), failures)),
                1);
        stage.start();
        for (var i = 0; i < 300; i++) {
            command("a", i, "+1");
        }
        await().atMost(PATIENCE)
                .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() >= 300);
        stage.stop();

        assertThat(failures.get()).isNegative();
        assertThat(cluster.values(Topics.CONTROL_REPLIES).stream().map(reply -> Integer.valueOf(reply.getBody())))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, 300).boxed().toList());
    }

    /** Has always something under way. */
    private static final class NeverDone extends Counting {
        NeverDone(Table<AcceptedMessageId> seen) {
            super(seen);
        }

        @Override
        public boolean isUnderWay() {
            return true;
        }
    }

    @Test
    void losesNothingWhenItIsStoppedWhileRecordsCome() throws Exception {
        var sent = new AtomicInteger();
        var done = new CountDownLatch(1);
        var sender = Thread.ofPlatform().daemon().start(() -> {
            while (done.getCount() > 0) {
                var id = sent.getAndIncrement();
                command("key-" + id, id, "+1");
            }
        });
        for (var stop = 0; stop < STOPS; stop++) {
            var stage = stages.run(
                    StageSpec.of("never-done", NeverDone.class)
                            .reads(Topics.OPT_OUT_COMMANDS, NeverDone::on)
                            .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                            .with(partition -> new NeverDone(partition.table(Topics.ACCEPTED_MESSAGE_IDS))),
                    1);
            var before = cluster.values(Topics.CONTROL_REPLIES).size();
            stage.start();
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() > before + 100);
            if (stop == STOPS - 1) {
                done.countDown();
                sender.join();
                await().atMost(PATIENCE)
                        .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() >= sent.get());
            }
            stage.stop();
        }

        assertThat(cluster.values(Topics.CONTROL_REPLIES)).hasSize(sent.get());
    }

    @Test
    void sharesPartitionsBetweenInstancesAndHandsThemOver() {
        for (var i = 0; i < 30; i++) {
            command("key-" + i, i, "+1");
        }
        try (var second = state("second")) {
            var one = stages.run(counting(), 1);
            var two = stages(second).run(counting(), 1);
            one.start();
            two.start();
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 30);
            one.stop();
            for (var i = 0; i < 30; i++) {
                command("key-" + i, 100 + i, "+1");
            }
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).size() == 60);
            two.stop();
        }

        assertThat(cluster.values(Topics.CONTROL_REPLIES).stream()
                        .filter(reply -> reply.getBody().equals("0")))
                .hasSize(30);
        assertThat(cluster.values(Topics.CONTROL_REPLIES).stream()
                        .filter(reply -> reply.getBody().equals("1")))
                .hasSize(30);
    }

    /** Answers each command later, in a transaction in which it reads nothing. */
    private static final class Later implements PartitionProcessor {
        private final Table<AcceptedMessageId> waiting;
        private final Runnable beforeAnswer;
        private boolean isWritten = true;

        Later(Table<AcceptedMessageId> waiting, Runnable beforeAnswer) {
            this.waiting = waiting;
            this.beforeAnswer = beforeAnswer;
        }

        static StageSpec<Later> stage(Runnable beforeAnswer) {
            return StageSpec.of("later", Later.class)
                    .reads(Topics.OPT_OUT_COMMANDS, Later::on)
                    .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                    .with(partition -> new Later(partition.table(Topics.ACCEPTED_MESSAGE_IDS), beforeAnswer));
        }

        void on(Inbound<OptOutCommand> command, Outputs out) {
            waiting.put(command.value().getCommandId(), new AcceptedMessageId(Instant.EPOCH));
            isWritten = false;
        }

        @Override
        public void committed() {
            isWritten = true;
        }

        @Override
        public Optional<Instant> nextWake() {
            return isWritten ? waiting.page("", "", 1).stream().findAny().map(any -> Instant.EPOCH) : Optional.empty();
        }

        @Override
        public void wake(Instant now, Outputs out) {
            for (var each : waiting.page("", "", 100)) {
                waiting.delete(each.key());
                out.send(Topics.CONTROL_REPLIES, "a", new ControlReply(each.key(), "test", true, "", "", 0, 0L));
            }
            beforeAnswer.run();
        }
    }

    @Test
    void commitsNothingMoreOnceItsPartitionsHaveGoneToAnother() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var second = state("second");
                var admin = cluster.clients().admin()) {
            var one = stages.run(Later.stage(() -> awaitOnce(reached, goOn)), 1);
            one.start();
            command("a", 0, "+1");
            assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // As if this process stood still for longer than its group waits for it.
            admin.removeMembersFromConsumerGroup(
                            "posthorn.later",
                            new RemoveMembersFromConsumerGroupOptions(
                                    List.of(new MemberToRemove(stages.instanceId() + "-0"))))
                    .all()
                    .get();
            var two = stages(second).run(Later.stage(() -> {}), 1);
            two.start();
            await().atMost(PATIENCE)
                    .until(() -> !cluster.values(Topics.CONTROL_REPLIES).isEmpty());
            goOn.countDown();
            command("a", 1, "+1");
            await().atMost(PATIENCE)
                    .until(() -> cluster.values(Topics.CONTROL_REPLIES).stream()
                            .anyMatch(reply -> reply.getCommandId().equals("000001")));
            one.stop();
            two.stop();
        }

        assertThat(cluster.values(Topics.CONTROL_REPLIES).stream().map(ControlReply::getCommandId))
                .containsExactly("000000", "000001");
    }

    private static void awaitOnce(CountDownLatch reached, CountDownLatch goOn) {
        reached.countDown();
        try {
            assertThat(goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
