package io.posthorn.bench.stage;

import io.posthorn.bench.KafkaAccess;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records at a fixed rate into one topic and sees when they come out of another, as committed. */
final class LatencyProbe {
    private static final int DIGITS = 3;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final int rate;
    private final Duration warmUp;
    private final Duration duration;

    LatencyProbe(KafkaClients clients, int rate, Duration warmUp, Duration duration) {
        this.clients = clients;
        this.rate = rate;
        this.warmUp = warmUp;
        this.duration = duration;
    }

    /** Latencies in microseconds, from the time a record was meant to leave. */
    Histogram measure(Topic<SendRequest> into, Topic<SendRequest> outOf, byte[] value) {
        var total = Math.toIntExact(rate * warmUp.plus(duration).toSeconds());
        var ignored = rate * warmUp.toSeconds();
        var intended = new AtomicLongArray(total);
        var histogram = new Histogram(DIGITS);
        try (var consumer = KafkaAccess.readerFromNow(clients.properties().bootstrapServers(), outOf)) {
            var sender = Thread.ofPlatform().name("latency-probe").start(() -> send(into, value, intended));
            var giveUp =
                    System.nanoTime() + warmUp.plus(duration).plus(PATIENCE).toNanos();
            for (var seen = 0; seen < total; ) {
                for (var record : consumer.poll(POLL)) {
                    var number = Integer.parseInt(record.key());
                    if (number >= ignored) {
                        var nanos = System.nanoTime() - intended.get(number);
                        histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
                    }
                    seen++;
                }
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException("only " + seen + " of " + total + " records came out");
                }
            }
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", interrupted);
        }
        return histogram;
    }

    private void send(Topic<SendRequest> into, byte[] value, AtomicLongArray intended) {
        var begin = System.nanoTime();
        try (var producer = clients.promptProducer()) {
            IntStream.range(0, intended.length()).forEach(number -> {
                var due = begin + number * (TimeUnit.SECONDS.toNanos(1) / rate);
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(this, left);
                }
                intended.set(number, due);
                var unused = producer.send(new ProducerRecord<>(into.name(), Integer.toString(number), value));
            });
        }
    }
}
