package io.posthorn.bench;

import io.posthorn.schemas.CarrierReport;
import io.posthorn.schemas.CarrierReportKind;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Measures what messages cost that wait for their receipts: the memory of the system without and with many of them. */
final class ReceiptsBenchmark {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);
    private static final int STEPS = 5;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    /** The consumer group of the stage that keeps open messages. */
    private static final String GROUP = "posthorn.receipts";

    private final LoadOptions options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    private ReceiptsBenchmark(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static void run(Path home, LoadOptions options, PrintStream out) throws IOException {
        var benchmark = new ReceiptsBenchmark(options, out);
        try (var system = ProcessUnderTest.start(home, List.of(), options.configuration())) {
            benchmark.measure(system);
        }
    }

    private void measure(ProcessUnderTest system) {
        var serializer = new AvroSerializer<CarrierReport>();
        serializer.configure(Map.of("schema.registry.url", system.registryUrl()), false);
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer);
                var admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()))) {
            row(0, 0, system);
            for (int step = 1; step <= STEPS; step++) {
                var more = options.resources() / STEPS;
                var began = System.nanoTime();
                for (int i = 0; i < more; i++) {
                    var unused = producer.send(submitted(clock.instant()));
                }
                producer.flush();
                awaitHandled(admin);
                row(step * more, more / ((System.nanoTime() - began) / NANOS_PER_SECOND), system);
            }
        }
    }

    private void row(int open, double rate, ProcessUnderTest system) {
        out.printf(
                Locale.ROOT,
                "%d messages open: heap in use %d MiB, RSS %.0f MiB; the last came at %.0f a second%n",
                open,
                system.heapInUse(),
                system.processorTime().residentBytes() / BYTES_PER_MIB,
                rate);
    }

    private void awaitHandled(Admin admin) {
        var giveUp = System.nanoTime() + PATIENCE;
        while (lag(admin) > 0) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the reports are not handled");
            }
            LockSupport.parkNanos(this, LOOK_EVERY);
        }
    }

    private static long lag(Admin admin) {
        try {
            var topic = Topics.CARRIER_REPORTS.name();
            var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(described -> described.partitions().stream())
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(partitions).all().get();
            var handled = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> {
                        var position = handled.get(end.getKey());
                        return end.getValue().offset() - (position == null ? 0 : position.offset());
                    })
                    .sum();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker does not tell how far the stage is", failed.getCause());
        }
    }

    private static ProducerRecord<String, CarrierReport> submitted(Instant now) {
        var message = Message.newBuilder(QueueBenchmark.message("+12065560000", "BENCH", now))
                .setMessageBody("")
                .build();
        var id = message.getMessageId();
        return new ProducerRecord<>(
                Topics.CARRIER_REPORTS.name(),
                id,
                new CarrierReport(
                        id,
                        CarrierReportKind.SUBMITTED,
                        "simulator",
                        id,
                        "PENDING",
                        false,
                        null,
                        now,
                        message,
                        null,
                        0,
                        1));
    }
}
