package io.posthorn.bench;

import io.posthorn.core.send.PartRates;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures what numbers notice of another's queue: many numbers that have room, all the time, in the same partitions as
 * one number of one part a second, first without and then with a long queue of that number. Counted is the time through
 * the throttle, from the moment a message was meant to reach it to the moment its release can be read.
 */
final class QueueBenchmark {
    private static final int NUMBERS = 1_000;
    private static final int QUEUE = 100_000;
    private static final String SLOW_NUMBER = "+12065550100";

    /** Of a number nothing is known of: such a one sends one part a second. */
    private static final String SLOW_ID = "phone-00000000000000000000000000000000";

    /** Of a sender id: such a one sends ten parts a second. */
    private static final String FAST_ID = "BENCH";

    private static final int DIGITS = 3;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double MICROS_PER_MILLI = 1_000;

    private final LoadOptions options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final Projection submissions = new Projection(CarrierSubmission.getClassSchema(), "message");

    private QueueBenchmark(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static void run(Path home, LoadOptions options, PrintStream out) throws IOException {
        if (options.rate() > NUMBERS * PartRates.SENDER_ID / 2) {
            throw new IllegalArgumentException("at more than half of their rate the numbers would wait for themselves");
        }
        var benchmark = new QueueBenchmark(options, out);
        try (var system = ProcessUnderTest.start(home, List.of(), options.configuration())) {
            benchmark.measure(system);
        }
    }

    private void measure(ProcessUnderTest system) {
        var serializer = new AvroSerializer<ClearedSend>();
        serializer.configure(Map.of("schema.registry.url", system.registryUrl()), false);
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers(), ProducerConfig.LINGER_MS_CONFIG, 0);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
            out.printf(Locale.ROOT, "%d numbers, %d messages/s together%n", NUMBERS, options.rate());
            row("nothing waits", traffic(system, producer), system);
            for (int i = 0; i < QUEUE; i++) {
                var unused = producer.send(send(SLOW_NUMBER, SLOW_ID, clock.instant()));
            }
            producer.flush();
            row(QUEUE + " messages wait at 1 part/s", traffic(system, producer), system);
        }
    }

    private void row(String name, Histogram latency, ProcessUnderTest system) {
        out.printf(
                Locale.ROOT,
                "%s: %.1f / %.1f / %.1f ms (p50 / p99 / max) of %d messages; heap in use %d MiB%n",
                name,
                latency.getValueAtPercentile(50) / MICROS_PER_MILLI,
                latency.getValueAtPercentile(99) / MICROS_PER_MILLI,
                latency.getMaxValue() / MICROS_PER_MILLI,
                latency.getTotalCount(),
                system.heapInUse());
    }

    /**
     * Sends at the rate without a pause, waits until all of it was released, and tells how long each message after the
     * warm-up took, in microseconds.
     */
    private Histogram traffic(ProcessUnderTest system, KafkaProducer<String, ClearedSend> producer) {
        var warmUp = Math.toIntExact(options.rate() * options.warmUp().toSeconds());
        var total = warmUp + Math.toIntExact(options.rate() * options.duration().toSeconds());
        var latency = new Histogram(DIGITS);
        try (var consumer = KafkaAccess.readerFromNow(system.bootstrapServers(), Topics.CARRIER_SUBMISSIONS)) {
            var sender = Thread.ofPlatform().name("queue-load").start(() -> send(producer, total));
            var giveUp = System.nanoTime()
                    + options.warmUp().plus(options.duration()).plus(PATIENCE).toNanos();
            var released = 0;
            while (released < total) {
                for (var record : consumer.poll(POLL)) {
                    if (!record.key().endsWith(SLOW_NUMBER) && ++released > warmUp) {
                        var requestedAt = Instant.ofEpochMilli(requestedAt(record.value()));
                        latency.recordValue(Math.max(
                                0,
                                TimeUnit.NANOSECONDS.toMicros(Duration.between(requestedAt, clock.instant())
                                        .toNanos())));
                    }
                }
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException("only " + released + " of " + total + " messages were released");
                }
            }
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", interrupted);
        }
        return latency;
    }

    private long requestedAt(byte[] submission) {
        var message = (GenericRecord) submissions.read(submission).get(0);
        return (Long) message.get("requestedAt");
    }

    private void send(KafkaProducer<String, ClearedSend> producer, int total) {
        var began = System.nanoTime();
        for (int i = 0; i < total; i++) {
            var due = began + i * (TimeUnit.SECONDS.toNanos(1) / options.rate());
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            var intended = clock.instant().minusNanos(System.nanoTime() - due);
            var unused = producer.send(send("+1206556%04d".formatted(i % NUMBERS), FAST_ID, intended));
        }
    }

    private static ProducerRecord<String, ClearedSend> send(String number, String id, Instant requestedAt) {
        var message = message(number, id, requestedAt);
        return new ProducerRecord<>(
                Topics.CLEARED_SENDS.name(), message.getAccountId() + "/" + number, new ClearedSend(message, false));
    }

    /** @param id of the number, which decides its rate */
    static Message message(String number, String id, Instant requestedAt) {
        var random = ThreadLocalRandom.current();
        return Message.newBuilder()
                .setMessageId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setAccountId(Sender.Account.numbered(0).id())
                .setRegion(Sender.REGION)
                .setChannel(Channel.TEXT)
                .setDestinationPhoneNumber(Sender.DESTINATION)
                .setDestinationCountry(Sender.COUNTRY)
                .setOriginationIdentity(number)
                .setOriginationIdentityId(id)
                .setOriginationReason("NAMED")
                .setCarrier("simulator")
                .setOptOutListName("Default")
                .setMessageBody(Sender.text(random.nextInt(1_000_000)))
                .setEncoding("GSM")
                .setParts(1)
                .setMessageType(MessageType.TRANSACTIONAL)
                .setPrice("0")
                .setCarrierFee("0")
                .setRequestedAt(requestedAt)
                .setExpiresAt(requestedAt.plus(Duration.ofHours(72)))
                .build();
    }
}
