package io.posthorn.dispatcher.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.Events;
import io.posthorn.dispatcher.delivery.DeliveryProcessor;
import io.posthorn.dispatcher.delivery.DeliveryProperties;
import io.posthorn.dispatcher.event.EventJson;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.EventDestinationKind;
import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * Each event is in the objects of its stream once, whatever happens between the steps: instances that end or are held
 * up with a batch under way, and others that take over with other settings.
 */
class StreamsOnceTest {
    private static final String STREAM = Events.STREAM + "all-events";
    private static final String OTHER_STREAM = Events.STREAM + "other-events";
    private static final String PREFIX = "!{timestamp:yyyy/MM/dd/HH/}";

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final KnownResources resources = new KnownResources();
    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private @Nullable HttpServer store;

    /** Where the objects go and what they look like. */
    enum Kind {
        JSON(StreamProperties.Format.JSON, false),
        GZIP(StreamProperties.Format.GZIP, false),
        PARQUET(StreamProperties.Format.PARQUET, false),
        PARQUET_IN_A_BUCKET(StreamProperties.Format.PARQUET, true);

        final StreamProperties.Format format;
        final boolean inBucket;

        Kind(StreamProperties.Format format, boolean inBucket) {
            this.format = format;
            this.inBucket = inBucket;
        }
    }

    /** A dispatcher; its attempts are made when the test says so. */
    private final class Instance {
        final Deque<Runnable> attempts = new ArrayDeque<>();
        final StageHarness<DeliveryProcessor> stage;

        Instance(StreamProperties properties, @Nullable Instance before) {
            var spec = spec(properties, attempts::add);
            stage = before == null ? StageHarness.of(spec) : before.stage.takenOverBy(spec);
        }

        void tell(String stream, String messageId, String json, String destination) {
            told.add(messageId);
            stage.send(
                    Topics.EVENT_DELIVERIES,
                    "k",
                    EventDelivery.newBuilder()
                            .setEventId("event-of-" + messageId)
                            .setAccountId(Events.SCOPE.account().value())
                            .setRegion(Events.SCOPE.region())
                            .setMessageId(messageId)
                            .setType("TEXT_SUCCESSFUL")
                            .setHappenedAt(Events.NOON)
                            .setKind(EventDestinationKind.KINESIS_FIREHOSE)
                            .setTargetArn(stream)
                            .setDestinationId("set/" + destination)
                            .setJson(json)
                            .build());
        }

        boolean turn() {
            return stage.wakeAt(clock.instant());
        }

        /** Until an attempt is under way. */
        void begin() {
            while (attempts.isEmpty()) {
                assertThat(turn()).as("something to do").isTrue();
            }
        }

        /** Lets an attempt that is under way do its work; nobody has been told of it yet. */
        boolean write() {
            var attempt = attempts.poll();
            if (attempt != null) {
                attempt.run();
            }
            return attempt != null;
        }

        /** Until nothing is left to do now. */
        void settle() {
            for (var turns = 0; write() || turn(); turns++) {
                assertThat(turns).as("turns").isLessThan(1_000);
            }
        }
    }

    private StageSpec<DeliveryProcessor> spec(StreamProperties properties, Executor threads) {
        var sink = new StreamSink(directory, properties, Map.of());
        return DeliveryProcessor.stage(
                (account, kind) -> sink,
                resources,
                new DeliveryProperties(
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        20,
                        Duration.ofSeconds(5),
                        // As good as nothing: whatever is under way uses it up.
                        DataSize.ofBytes(1)),
                threads,
                clock,
                new SimpleMeterRegistry());
    }

    @BeforeEach
    void enable() {
        List.of("d", "first").forEach(name -> destination(name, true));
    }

    @AfterEach
    void stopStore() {
        if (store != null) {
            store.stop(0);
        }
    }

    private void destination(String name, boolean enabled) {
        resources.map.put(
                Events.SCOPE,
                new EventDestination(
                        "set",
                        name,
                        enabled,
                        Set.of(EventType.ALL),
                        EventDestination.Target.KINESIS_FIREHOSE,
                        STREAM,
                        null,
                        Instant.EPOCH));
    }

    private StreamProperties settings(Kind kind, Duration interval) {
        return settings(kind, interval, PREFIX);
    }

    private StreamProperties settings(Kind kind, Duration interval, String prefix) {
        return new StreamProperties(
                DataSize.ofMegabytes(1),
                interval,
                kind.format,
                prefix,
                "errors/" + prefix,
                kind.inBucket ? bucket() : null);
    }

    /** A store whose objects are files below the same directory. */
    private StreamProperties.Bucket bucket() {
        try {
            if (store == null) {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    var file =
                            directory.resolve(exchange.getRequestURI().getPath().substring(1));
                    Files.createDirectories(file.getParent());
                    Files.write(file, exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                server.start();
                store = server;
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        return new StreamProperties.Bucket(
                "bucket", URI.create("http://127.0.0.1:" + store.getAddress().getPort()), "us-east-1", "key", "secret");
    }

    private static String good(String messageId) {
        return EventJson.of(Events.anEvent(messageId).build());
    }

    /** Has a member that no column is for. */
    private static String bad(String messageId) {
        return "{\"messageId\":\"" + messageId + "\",\"unheardOf\":true}";
    }

    /** Three events, two minutes apart; those of the batch that the first begins are of both sorts. */
    private void tellThree(Instance instance) {
        instance.tell(STREAM, "m1", good("m1"), "first");
        clock.advance(Duration.ofMinutes(2));
        tellTwo(instance);
    }

    private void tellTwo(Instance instance) {
        instance.tell(STREAM, "m2", bad("m2"), "d");
        clock.advance(Duration.ofMinutes(2));
        instance.tell(STREAM, "m3", good("m3"), "d");
    }

    private void settleAll(Instance instance) {
        for (var minute = 0; minute < 20; minute++) {
            clock.advance(Duration.ofMinutes(1));
            instance.settle();
        }
        assertThat(instance.stage.table(Topics.WAITING_DELIVERIES).entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenAnInstanceThatWasHeldUpWritesLessThanItsSuccessorDid(Kind kind) throws IOException {
        var heldUp = new Instance(settings(kind, SHORT), null);
        heldUp.tell(STREAM, "m1", good("m1"), "first");
        clock.advance(SHORT);
        heldUp.begin();

        var next = new Instance(settings(kind, LONG), heldUp);
        tellTwo(next);
        settleAll(next);
        heldUp.write();

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingTwiceWhenAnInstanceThatWasHeldUpWritesMoreThanItsSuccessorDid(Kind kind) throws IOException {
        var heldUp = new Instance(settings(kind, LONG), null);
        tellThree(heldUp);
        clock.advance(LONG);
        heldUp.begin();

        var next = new Instance(settings(kind, SHORT), heldUp);
        settleAll(next);
        heldUp.write();

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    @ParameterizedTest
    @EnumSource
    void writesTheSameBatchAgainThoughItsSuccessorWouldTakeLess(Kind kind) throws IOException {
        var killed = new Instance(settings(kind, LONG), null);
        tellThree(killed);
        clock.advance(LONG);
        killed.begin();
        killed.write();

        settleAll(new Instance(settings(kind, SHORT), killed));

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    @ParameterizedTest
    @EnumSource
    void writesTheSameObjectsAgainThoughFormatAndPrefixHaveChanged(Kind kind) throws IOException {
        var before = kind == Kind.JSON ? Kind.GZIP : Kind.JSON;
        if (kind.inBucket) {
            before = Kind.PARQUET_IN_A_BUCKET;
        }
        var killed = new Instance(settings(before, LONG), null);
        tellThree(killed);
        clock.advance(LONG);
        killed.begin();
        killed.write();

        settleAll(new Instance(settings(kind, LONG, "elsewhere/"), killed));

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingTwiceThoughTheDestinationOfTheFirstIsDisabledMeanwhile(Kind kind) throws IOException {
        var killed = new Instance(settings(kind, LONG), null);
        tellThree(killed);
        clock.advance(LONG);
        killed.begin();
        killed.write();

        destination("first", false);
        settleAll(new Instance(settings(kind, LONG), killed));

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrder("m1", "m2", "m3");
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellsEachEventOnceWhateverHappens(long seed) throws IOException {
        var random = new Random(seed);
        var instances = new ArrayList<>(List.of(new Instance(anySettings(random), null)));
        for (var step = 0; step < 60; step++) {
            var current = instances.getLast();
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> tellAny(current, random);
                case 3, 4 -> current.turn();
                case 5, 6 -> current.write();
                case 7 -> clock.advance(Duration.ofSeconds(random.nextInt(400)));
                case 8 -> instances.get(random.nextInt(instances.size())).write();
                default -> {
                    if (random.nextBoolean()) {
                        current.stage.crash(current::turn);
                    }
                    instances.add(new Instance(anySettings(random), current));
                }
            }
        }
        settleAll(instances.getLast());
        instances.forEach(instance -> {
            while (instance.write()) {
                // The next one.
            }
        });

        assertThat(WrittenObjects.messageIds(directory)).containsExactlyInAnyOrderElementsOf(told);
    }

    private StreamProperties anySettings(Random random) {
        var kinds = List.of(Kind.JSON, Kind.GZIP, Kind.PARQUET);
        return settings(
                kinds.get(random.nextInt(kinds.size())),
                random.nextBoolean() ? SHORT : LONG,
                random.nextBoolean() ? PREFIX : "elsewhere/");
    }

    private void tellAny(Instance instance, Random random) {
        var messageId = "m" + told.size();
        var stream = random.nextInt(3) == 0 ? OTHER_STREAM : STREAM;
        switch (random.nextInt(6)) {
            case 0 -> instance.tell(stream, messageId, bad(messageId), "d");
            // Three of these are more than a stream buffers.
            case 1 -> instance.tell(stream, messageId, good(messageId).replace("carrier", "x".repeat(400_000)), "d");
            default -> instance.tell(stream, messageId, good(messageId), "d");
        }
    }
}
