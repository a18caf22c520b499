package io.posthorn.bench;

import io.posthorn.platform.kafka.Partitions;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.table.TableStore;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Measures an opt-out list with many numbers. They are written to the table's topic, as the owner of the list would;
 * then what the system needs to have them after a loss of power, with and without its local copies; how long it takes
 * to find one; and how fast tables come in and go out.
 */
final class OptOutBenchmark {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final int DIGITS = 3;
    private static final String LIST = "Default";
    private static final int MOST_IMPORTED = 1_000_000;
    private static final int LOOKUPS = 200_000;
    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 2_000;
    private static final int LINES_A_PIECE = 1_000;
    private static final long SEED = 17;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final int BYTES = 64 << 20;
    private static final int OK = 200;

    /** Subscriber numbers come in no order, each once: a factor and a prime number above all of them. */
    private static final long FACTOR = 6_364_136_223L;

    private static final long PRIME = 9_999_999_967L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sender.Account account = Sender.Account.numbered(0);
    private final int count;
    private final PrintStream out;

    private OptOutBenchmark(int count, PrintStream out) {
        this.count = count;
        this.out = out;
    }

    static void run(Path home, LoadOptions options, PrintStream out) throws IOException {
        var benchmark = new OptOutBenchmark(options.optOuts(), out);
        try (var system = ProcessUnderTest.start(home, List.of(benchmark.account), options.configuration())) {
            benchmark.load(system);
            system.kill();
            var state = system.data().resolve("state");
            FileSystemUtils.deleteRecursively(state);
            var rebuilt = benchmark.start(system, "without local copies");
            rebuilt.kill();
            var again = benchmark.start(system, "after kill -9");
            benchmark.request(again);
            benchmark.importTable(again);
            benchmark.exportTable(again);
            benchmark.memory(again, "then");
            again.kill();
            benchmark.lookUp(state);
        }
    }

    private static String number(long index) {
        return "+1%010d".formatted(index * FACTOR % PRIME);
    }

    private String recipient(String number) {
        return RecipientKeys.of(account.id(), Sender.REGION, number);
    }

    private String entry(String number) {
        return RecipientKeys.entry(account.id(), Sender.REGION, LIST, 0, number);
    }

    private void load(ProcessUnderTest system) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        var began = System.nanoTime();
        var failure = new AtomicReference<@Nullable Exception>();
        try (var serializer = new AvroSerializer<OptedOutNumber>();
                var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            serializer.configure(Map.of("schema.registry.url", system.registryUrl()), false);
            var topic = Topics.OPTED_OUT_NUMBERS.name();
            var partitions = producer.partitionsFor(topic).size();
            var now = Instant.now();
            for (var i = 0; i < count; i++) {
                var number = number(i);
                var value = serializer.serialize(
                        topic, new OptedOutNumber(account.id(), Sender.REGION, LIST, number, now, i % 2 == 0, 0L));
                var unused = producer.send(
                        new ProducerRecord<>(topic, Partitions.of(recipient(number), partitions), entry(number), value),
                        (written, failed) -> {
                            if (failed != null) {
                                failure.set(failed);
                            }
                        });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("not all numbers could be written", failure.get());
        }
        out.printf(
                Locale.ROOT, "%d numbers written to the table's topic: %.0f a second%n", count, count / seconds(began));
        var last = number(count - 1L);
        while (get(system, last) != OK) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("the gateway does not see them");
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
        out.printf(Locale.ROOT, "The gateway has them %.1f s after the first was written%n", seconds(began));
    }

    private ProcessUnderTest start(ProcessUnderTest system, String how) throws IOException {
        var began = System.nanoTime();
        var started = system.startAgain();
        out.printf(Locale.ROOT, "Ready %.1f s after the start, %s%n", seconds(began), how);
        memory(started, "then");
        return started;
    }

    private void memory(ProcessUnderTest system, String when) throws IOException {
        out.printf(
                Locale.ROOT,
                "RSS %s: %.0f MiB, at most %.0f MiB%n",
                when,
                system.processorTime().residentBytes() / BYTES_PER_MIB,
                system.peakResidentBytes() / BYTES_PER_MIB);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }

    private HttpRequest.Builder request(ProcessUnderTest system, String path) {
        return HttpRequest.newBuilder(URI.create(system.endpoint() + "/v1/opt-out-lists/" + LIST + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + account.accessKeyId() + "." + account.secret());
    }

    private int get(ProcessUnderTest system, String number) {
        return send(request(system, "/opted-out-numbers/" + number).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> answer) {
        try {
            return http.send(request, answer);
        } catch (IOException failed) {
            throw new IllegalStateException("no answer from " + request.uri(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", interrupted);
        }
    }

    private void request(ProcessUnderTest system) {
        var random = new Random(SEED);
        LongStream.range(0, REQUESTS).forEach(i -> get(system, number(random.nextLong(count))));
        var took = new Histogram(DIGITS);
        for (var i = 0; i < REQUESTS; i++) {
            var began = System.nanoTime();
            get(system, number(random.nextLong(2L * count)));
            took.recordValue(System.nanoTime() - began);
        }
        print("A question over HTTP, half of them for numbers on the list", took);
    }

    private void importTable(ProcessUnderTest system) {
        var lines = Math.min(count, MOST_IMPORTED);
        var table = HttpRequest.BodyPublishers.ofInputStream(() -> new Table(2L * count, lines));
        var began = System.nanoTime();
        var answer = send(
                request(system, "/opted-out-numbers.csv")
                        .header("Content-Type", "text/csv")
                        .POST(table)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        out.printf(
                Locale.ROOT,
                "A table of %d numbers taken in: %.0f a second (%s)%n",
                lines,
                lines / seconds(began),
                answer.body());
    }

    /** A table of numbers, made while it is read. */
    private static final class Table extends InputStream {
        private final long end;
        private long next;
        private byte[] piece = "optedOutNumber\n".getBytes(StandardCharsets.US_ASCII);
        private int at;

        Table(long first, int lines) {
            next = first;
            end = first + lines;
        }

        @Override
        public int read() {
            if (at == piece.length && !makePiece()) {
                return -1;
            }
            return piece[at++];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == piece.length && !makePiece()) {
                return -1;
            }
            var copied = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, target, offset, copied);
            at += copied;
            return copied;
        }

        private boolean makePiece() {
            var text = new StringBuilder();
            for (var i = 0; i < LINES_A_PIECE && next < end; i++) {
                text.append(number(next++)).append('\n');
            }
            piece = text.toString().getBytes(StandardCharsets.US_ASCII);
            at = 0;
            return piece.length > 0;
        }
    }

    private void exportTable(ProcessUnderTest system) {
        var began = System.nanoTime();
        var table = send(request(system, "/opted-out-numbers.csv").build(), HttpResponse.BodyHandlers.ofLines());
        try (var lines = table.body()) {
            var read = lines.count() - 1;
            out.printf(
                    Locale.ROOT,
                    "The table of all %d numbers written out: %.0f a second%n",
                    read,
                    read / seconds(began));
        }
    }

    /** In the copies that the system has left behind, with the memory it has by default. */
    private void lookUp(Path state) throws IOException {
        String cluster;
        try (var clusters = Files.list(state)) {
            cluster = clusters.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .getFileName()
                    .toString();
        }
        try (var directory = new StateDirectory(() -> cluster, state, BYTES)) {
            var view = directory.of("view").resolve(Topics.OPTED_OUT_NUMBERS.name());
            var table = directory.of("opt-out").resolve(Topics.OPTED_OUT_NUMBERS.name());
            try (var store = directory.open(view, Map.of(), Instant.now())) {
                lookUp("the gateway's view", number -> store);
            }
            var partitions = new TreeMap<Integer, TableStore>();
            try (var places = Files.list(table)) {
                for (var place : places.toList()) {
                    partitions.put(
                            Integer.valueOf(place.getFileName().toString()),
                            directory.open(place, Map.of(), Instant.now()));
                }
                var stores = List.copyOf(partitions.values());
                lookUp("the stage's table", number -> stores.get(Partitions.of(recipient(number), stores.size())));
            } finally {
                partitions.values().forEach(TableStore::close);
            }
        }
    }

    /** Finds the copy a number would be in. */
    @FunctionalInterface
    private interface Copies {
        TableStore of(String number);
    }

    private void lookUp(String where, Copies copies) {
        var random = new Random(SEED);
        lookUp(copies, WARM_UP, i -> random.nextLong(2L * count));
        print("A number on the list, in " + where, lookUp(copies, LOOKUPS, i -> random.nextLong(count)));
        print("A number on no list, in " + where, lookUp(copies, LOOKUPS, i -> 4L * count + random.nextLong(count)));
    }

    private Histogram lookUp(Copies copies, int times, LongUnaryOperator index) {
        var took = new Histogram(DIGITS);
        for (var i = 0; i < times; i++) {
            var number = number(index.applyAsLong(i));
            var copy = copies.of(number);
            var key = entry(number);
            var began = System.nanoTime();
            copy.get(key);
            took.recordValue(System.nanoTime() - began);
        }
        return took;
    }

    private void print(String what, Histogram took) {
        out.printf(
                Locale.ROOT,
                "%s: %.1f / %.1f / %.1f µs (p50 / p99 / max)%n",
                what,
                took.getValueAtPercentile(50) / NANOS_PER_MICRO,
                took.getValueAtPercentile(99) / NANOS_PER_MICRO,
                took.getMaxValue() / NANOS_PER_MICRO);
    }
}
