package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.smsc.Noise;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Carriers that answer out of order, late, wrongly or not at all. */
class HostileSmscTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    /** A {@code submit_sm} without its answer. */
    private record Owed(Socket socket, int sequence) {}

    private final List<Owed> owed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private SmppScenario facing(RawSmsc.Behaviour behaviour, Map<String, String> settings) throws IOException {
        var smsc = new RawSmsc(behaviour);
        open.add(smsc);
        var scenario = new SmppScenario(smsc.port(), settings);
        open.add(scenario);
        scenario.awaitBound(1);
        return scenario;
    }

    private void owe(Socket socket, int command, int sequence) throws IOException {
        if (command == Pdu.SUBMIT_SM) {
            owed.add(new Owed(socket, sequence));
        } else if (command > 0) {
            RawSmsc.write(socket, RawSmsc.answer(command, 0, sequence, ""));
        }
    }

    @Test
    void takesAnswersInAnyOrder() throws IOException {
        var scenario = facing((smsc, socket, command, sequence) -> owe(socket, command, sequence), Map.of());
        var answers = new ArrayList<CompletableFuture<SubmitResult>>();
        for (int i = 0; i < 20; i++) {
            answers.add(scenario.submit("m" + i));
        }
        await().atMost(SmppScenario.PATIENCE).until(() -> owed.size() == 20);
        var first = owed.getFirst().sequence();
        var shuffled = new ArrayList<>(owed);
        Collections.shuffle(shuffled, new Random(7));
        for (var each : shuffled) {
            RawSmsc.write(each.socket(), RawSmsc.answer(Pdu.SUBMIT_SM, 0, each.sequence(), "id-" + each.sequence()));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(SmppScenario.ids(answers.get(i))).containsExactly("id-" + (first + i));
        }
    }

    @Test
    void keepsNoMoreThanItsWindowWithoutAnswer() throws IOException {
        var scenario =
                facing((smsc, socket, command, sequence) -> owe(socket, command, sequence), Map.of("window", "3"));
        for (int i = 0; i < 3; i++) {
            var unused = scenario.submit("m" + i);
        }

        assertThat(scenario.carrier.reserve(SmppScenario.message("n", "n", 1)))
                .isInstanceOfSatisfying(
                        Room.Busy.class, busy -> assertThat(busy.limit()).isEqualTo(Room.Limit.WINDOW));
        assertThat(scenario.meters.get("posthorn.send.smpp.window.used").gauge().value())
                .isEqualTo(3);
        await().atMost(SmppScenario.PATIENCE).until(() -> owed.size() == 3);
        RawSmsc.write(
                owed.getFirst().socket(),
                RawSmsc.answer(Pdu.SUBMIT_SM, 0, owed.getFirst().sequence(), "id"));
        await().atMost(SmppScenario.PATIENCE)
                .until(() -> scenario.carrier.reserve(SmppScenario.message("n", "n", 1)) instanceof Room.Free);
    }

    @Test
    void leavesMessagesInDoubtWhoseAnswersAreLostWithTheConnection() throws IOException {
        var scenario = facing((smsc, socket, command, sequence) -> owe(socket, command, sequence), Map.of());
        var answer = scenario.submit("m");
        await().atMost(SmppScenario.PATIENCE).until(() -> owed.size() == 1);

        owed.getFirst().socket().close();

        await().atMost(SmppScenario.PATIENCE).until(answer::isCompletedExceptionally);
    }

    @Test
    void handsWhatWasNeverWrittenOverAgain() throws IOException {
        var scenario = facing((smsc, socket, command, sequence) -> owe(socket, command, sequence), Map.of());
        var message = SmppScenario.message("m", "m", 1);
        assertThat(scenario.carrier.reserve(message)).isInstanceOf(Room.Free.class);
        scenario.carrier.close();

        assertThat(scenario.carrier.submit(message).join()).isInstanceOf(SubmitResult.TryLater.class);
    }

    @Test
    void givesUpAConnectionOnWhichNobodyAnswers() throws IOException {
        var scenario = facing((smsc, socket, command, sequence) -> {}, Map.of("enquire-link-interval", "200ms"));

        await().atMost(SmppScenario.PATIENCE)
                .until(() -> scenario.meters
                                .get("posthorn.send.smpp.reconnects")
                                .counter()
                                .count()
                        > 0);
    }

    @Test
    void waitsNoLongerForAHandshakeThanForAConnection() throws IOException {
        try (var silent = new ServerSocket(0);
                var scenario =
                        new SmppScenario(silent.getLocalPort(), Map.of("tls", "true", "connect-timeout", "100ms"))) {
            await().atMost(SmppScenario.PATIENCE)
                    .until(() -> scenario.meters
                                    .get("posthorn.send.smpp.reconnects")
                                    .counter()
                                    .count()
                            > 0);
        }
    }

    @Test
    void survivesAnythingOnTheWire() throws IOException {
        var seed = System.nanoTime();
        var noise = new Noise(seed, SmppScenario.NUMBER);
        var scenario = facing(
                (smsc, socket, command, sequence) -> {
                    if (command == Pdu.SUBMIT_SM) {
                        for (int i = 0; i < 20; i++) {
                            RawSmsc.write(socket, noise.message());
                        }
                        RawSmsc.write(socket, RawSmsc.answer(command, 0, sequence, "id"));
                    } else {
                        owe(socket, command, sequence);
                    }
                },
                Map.of());

        for (int i = 0; i < 100; i++) {
            assertThat(SmppScenario.ids(scenario.submit("m" + i)))
                    .as("with the seed %d", seed)
                    .containsExactly("id");
        }
        assertThat(scenario.meters
                        .get("posthorn.send.smpp.reconnects")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void leavesACarrierThatAsksAndDoesNotRead() throws IOException {
        var scenario = facing(
                (smsc, socket, command, sequence) -> {
                    if (command == Pdu.SUBMIT_SM && smsc.sockets().size() == 1) {
                        var question =
                                Pdu.request(Pdu.ENQUIRE_LINK, 1, new byte[0]).encoded();
                        var many = ByteBuffer.allocate(question.length * 4_096);
                        while (many.hasRemaining()) {
                            many.put(question);
                        }
                        while (true) {
                            RawSmsc.write(socket, many.array());
                        }
                    }
                    owe(socket, command, sequence);
                },
                Map.of());

        var lost = scenario.submit("m");
        await().atMost(SmppScenario.PATIENCE).until(lost::isCompletedExceptionally);
        scenario.awaitBound(1);
    }

    @Test
    void takesNothingForAnAnswerThatAnswersSomethingElse() throws IOException {
        var scenario = facing((smsc, socket, command, sequence) -> owe(socket, command, sequence), Map.of());
        var answer = scenario.submit("m");
        await().atMost(SmppScenario.PATIENCE).until(() -> owed.size() == 1);
        var question = owed.getFirst();

        RawSmsc.write(question.socket(), RawSmsc.answer(Pdu.ENQUIRE_LINK, 0, question.sequence(), ""));
        RawSmsc.write(question.socket(), RawSmsc.answer(Pdu.SUBMIT_SM, 0, question.sequence(), "id"));

        assertThat(SmppScenario.ids(answer)).containsExactly("id");
    }

    @Test
    void beginsAnewAfterALengthThatCannotBe() throws IOException {
        var scenario = facing(
                (smsc, socket, command, sequence) -> {
                    if (command == Pdu.SUBMIT_SM && smsc.sockets().size() == 1) {
                        RawSmsc.write(socket, new byte[] {(byte) 0xFF, 1, 2, 3, 4, 5, 6, 7});
                    } else if (command == Pdu.SUBMIT_SM) {
                        RawSmsc.write(socket, RawSmsc.answer(command, 0, sequence, "id"));
                    } else {
                        owe(socket, command, sequence);
                    }
                },
                Map.of());

        var lost = scenario.submit("m");
        await().atMost(SmppScenario.PATIENCE).until(lost::isCompletedExceptionally);

        assertThat(SmppScenario.ids(scenario.submit("n"))).containsExactly("id");
    }
}
