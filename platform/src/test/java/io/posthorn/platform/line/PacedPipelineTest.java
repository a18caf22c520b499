package io.posthorn.platform.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.platform.stage.InMemoryTable;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two stages after each other, as throttle and connector are: each is busy for a while with every batch, and what it
 * writes is seen by the next when it is done. Time is that of the test.
 */
class PacedPipelineTest {
    private static final long BEGAN = 1_000_000;
    private static final int LONGEST_BATCH = 40;

    /** No stage of this test writes anything but by its exit. */
    private static final Outputs NOWHERE = (Outputs) Proxy.newProxyInstance(
            Outputs.class.getClassLoader(), new Class<?>[] {Outputs.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private long time = BEGAN;

    /** A message on its way to the next stage. */
    private record OnTheWay(long seenAt, ClearedSend value) {}

    private final class Stage implements Exit<ClearedSend> {
        final InMemoryTable<ClearedSend> table = new InMemoryTable<>();
        final Duration window;
        final Duration catchUp;
        final int rate;
        final List<OnTheWay> inbox = new ArrayList<>();
        final List<ClearedSend> leaving = new ArrayList<>();
        final List<Long> left = new ArrayList<>();
        Lines<ClearedSend> lines;
        long freeAt;

        Stage(Duration window, Duration catchUp, int rate) {
            this.window = window;
            this.catchUp = catchUp;
            this.rate = rate;
            lines = lines();
        }

        private Lines<ClearedSend> lines() {
            return new Lines<>(table, window, catchUp, message -> rate, this, Instant.ofEpochMilli(time));
        }

        /** Another instance takes the partition over. */
        void move() {
            lines = lines();
            freeAt = time;
        }

        /** One millisecond; what left is on its way to {@code next}. */
        void step(List<OnTheWay> next) {
            if (time < freeAt) {
                return;
            }
            var now = Instant.ofEpochMilli(time);
            var worked = false;
            while (!inbox.isEmpty() && inbox.getFirst().seenAt() <= time) {
                lines.offer(inbox.removeFirst().value(), now, NOWHERE);
                worked = true;
            }
            if (lines.nextWake().filter(due -> !due.isAfter(now)).isPresent()) {
                lines.wake(now, NOWHERE);
                worked = true;
            }
            if (worked) {
                freeAt = time + 1 + random.nextInt(LONGEST_BATCH);
                leaving.forEach(value -> next.add(new OnTheWay(freeAt, value)));
                leaving.clear();
            }
        }

        @Override
        public String line(ClearedSend waiting) {
            return "account/" + waiting.getMessage().getOriginationIdentity();
        }

        @Override
        public Message message(ClearedSend waiting) {
            return waiting.getMessage();
        }

        @Override
        public Instant release(ClearedSend waiting, Instant now, Outputs out) {
            left.add(now.toEpochMilli());
            leaving.add(waiting);
            return now;
        }

        @Override
        public void expire(ClearedSend waiting, Instant now, Outputs out) {
            throw new AssertionError("nothing expires here");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "3, 120", "10, 60", "100, 30", "1000, 20"})
    void keepsTheRateExactlyAndReachesItWithBacklogThoughEveryBatchTakesItsTime(int rate, int seconds) {
        System.out.println("seed " + seed);
        var pipeline = pipeline(rate);

        run(pipeline, seconds, 0);

        var handedOver = pipeline.getLast().left;
        assertWithinRate(handedOver, rate);
        var lasted = (handedOver.getLast() - handedOver.getFirst()) / 1_000.0;
        assertThat((handedOver.size() - rate) / lasted / rate).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void keepsTheRateExactlyAndTheOrderWhileThePartitionsMove(int rate) {
        System.out.println("seed " + seed);
        var pipeline = pipeline(rate);

        run(pipeline, 60, 40);

        assertWithinRate(pipeline.getLast().left, rate);
        assertThat(pipeline.getLast().left.size()).isGreaterThan(rate * 10);
    }

    /** The second stage hands over to the third, which is nobody. */
    private List<Stage> pipeline(int rate) {
        return List.of(
                new Stage(Duration.ofMillis(1_010), Duration.ofMillis(200), rate),
                new Stage(Duration.ofSeconds(1), Duration.ZERO, rate));
    }

    /** @param moves how often a partition moves on the way */
    private void run(List<Stage> pipeline, int seconds, int moves) {
        var throttle = pipeline.getFirst();
        var connector = pipeline.getLast();
        var handedOver = new ArrayList<OnTheWay>();
        var messages = IntStream.range(0, throttle.rate * seconds * 2)
                .mapToObj(PacedPipelineTest::message)
                .toList();
        messages.forEach(message -> throttle.inbox.add(new OnTheWay(time, message)));
        for (var end = time + seconds * 1_000L; time < end; time++) {
            throttle.step(connector.inbox);
            connector.step(handedOver);
            if (moves > 0 && random.nextInt(seconds * 1_000 / moves) == 0) {
                pipeline.get(random.nextInt(2)).move();
            }
        }
        assertThat(handedOver.stream().map(OnTheWay::value)).isEqualTo(messages.subList(0, handedOver.size()));
    }

    private static void assertWithinRate(List<Long> times, int rate) {
        for (int i = rate; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - rate))
                    .as("milliseconds from message %s to message %s", i - rate, i)
                    .isGreaterThanOrEqualTo(1_000);
        }
    }

    private static ClearedSend message(int number) {
        var now = Instant.ofEpochMilli(BEGAN);
        return new ClearedSend(
                Message.newBuilder()
                        .setMessageId(Integer.toString(number))
                        .setAccountId("account")
                        .setRegion("us-east-1")
                        .setChannel(Channel.TEXT)
                        .setDestinationPhoneNumber("+12065550100")
                        .setDestinationCountry("US")
                        .setOriginationIdentity("+12065550110")
                        .setOriginationIdentityId("phone-1")
                        .setOriginationReason("NAMED")
                        .setCarrier("simulator")
                        .setOptOutListName("Default")
                        .setMessageBody("")
                        .setEncoding("GSM")
                        .setParts(1)
                        .setMessageType(MessageType.TRANSACTIONAL)
                        .setPrice("0")
                        .setCarrierFee("0")
                        .setRequestedAt(now)
                        .setExpiresAt(now.plus(Duration.ofHours(72)))
                        .build(),
                false);
    }
}
