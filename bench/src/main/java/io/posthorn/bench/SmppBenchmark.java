package io.posthorn.bench;

import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import io.posthorn.smsc.Smsc;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jsmpp.bean.SubmitSm;

/**
 * Measures how fast messages go to a carrier over SMPP and its receipts come back: from cleared sends through throttle
 * and connector to a carrier in this process, which tells of each message that it was delivered.
 */
final class SmppBenchmark {
    /** Each sends ten parts a second. */
    private static final int NUMBERS = 2_000;

    private static final String CARRIER = "bench";
    private static final String IDENTITY = "BENCH";
    private static final int SMSC_THREADS = 8;
    private static final int RECEIPT_THREADS = 16;
    private static final int STEPS = 5;
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadOptions options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final BlockingQueue<String> toReport = new LinkedBlockingQueue<>();

    private SmppBenchmark(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static void run(Path home, LoadOptions options, PrintStream out) throws IOException {
        var benchmark = new SmppBenchmark(options, out);
        try (var smsc = Smsc.start(SMSC_THREADS, benchmark::submitted)) {
            var configuration = new ArrayList<>(List.of(
                    "--posthorn.send.carriers.smpp." + CARRIER + ".host=127.0.0.1",
                    "--posthorn.send.carriers.smpp." + CARRIER + ".port=" + smsc.port(),
                    "--posthorn.send.carriers.smpp." + CARRIER + ".binds=2",
                    "--posthorn.send.carriers.smpp." + CARRIER + ".window=500"));
            configuration.addAll(options.configuration());
            for (int i = 0; i < RECEIPT_THREADS; i++) {
                Thread.ofPlatform().daemon().name("receipts-" + i).start(() -> benchmark.report(smsc));
            }
            try (var system = ProcessUnderTest.start(home, List.of(), configuration)) {
                benchmark.measure(system);
            }
        }
    }

    private String submitted(Smsc smsc, SubmitSm message) {
        var id = Long.toString(submitted.incrementAndGet());
        toReport.add(id);
        return id;
    }

    private void report(Smsc smsc) {
        try {
            while (true) {
                smsc.receipt(toReport.take(), "DELIVRD", Sender.DESTINATION, "12065560000");
                acknowledged.incrementAndGet();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure(ProcessUnderTest system) {
        var serializer = new AvroSerializer<ClearedSend>();
        serializer.configure(Map.of("schema.registry.url", system.registryUrl()), false);
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
            for (int step = 1; step <= STEPS; step++) {
                var more = options.resources() / STEPS;
                var began = System.nanoTime();
                for (int i = 0; i < more; i++) {
                    var unused = producer.send(message((step - 1) * more + i));
                }
                var total = (long) step * more;
                var atCarrier = await(submitted, total);
                var told = await(acknowledged, total);
                out.printf(
                        Locale.ROOT,
                        "%d messages: submit_sm %.0f/s, receipts %.0f/s; heap in use %d MiB%n",
                        total,
                        more / ((atCarrier - began) / NANOS_PER_SECOND),
                        more / ((told - began) / NANOS_PER_SECOND),
                        system.heapInUse());
            }
        }
        FinalEvents.await(system.bootstrapServers(), STEPS * (options.resources() / STEPS), out);
    }

    /** When the counter had come so far. */
    private long await(AtomicLong counter, long count) {
        var giveUp = System.nanoTime() + PATIENCE;
        while (counter.get() < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("only " + counter.get() + " of " + count);
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
        return System.nanoTime();
    }

    private ProducerRecord<String, ClearedSend> message(int number) {
        var name = "+1206556%04d".formatted(number % NUMBERS);
        var message = Message.newBuilder(QueueBenchmark.message(name, IDENTITY, clock.instant()))
                .setMessageId(FinalEvents.messageId(number))
                .setCarrier(CARRIER)
                .build();
        return new ProducerRecord<>(
                Topics.CLEARED_SENDS.name(), message.getAccountId() + "/" + name, new ClearedSend(message, false));
    }
}
