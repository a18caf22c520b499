package io.posthorn.bench;

import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.serde.AvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Produces to {@code send-requests} with the client's own defaults, as any program may. The answer is the broker's
 * acknowledgement.
 */
final class KafkaLoad implements Load {
    private static final Logger log = LoggerFactory.getLogger(KafkaLoad.class);

    private final List<Sender> senders;
    private final KafkaProducer<String, SendRequest> producer;
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    KafkaLoad(String bootstrapServers, String registryUrl, List<Sender> senders) {
        this.senders = List.copyOf(senders);
        var serializer = new AvroSerializer<SendRequest>();
        serializer.configure(Map.of("schema.registry.url", registryUrl), false);
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), new StringSerializer(), serializer);
    }

    @Override
    public void start(Pace pace, Flights flights) {
        thread = Thread.ofPlatform().name("kafka-load").start(() -> {
            try {
                run(pace, flights);
            } catch (RuntimeException failed) {
                failure = failed;
            }
        });
    }

    private void run(Pace pace, Flights flights) {
        var number = 0L;
        while (!stopping) {
            var now = System.nanoTime();
            var intended = pace.take(now);
            if (intended == Pace.NOT_NOW) {
                var wait = pace.untilNext(now);
                if (wait == Pace.UNTIL_WOKEN) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, wait);
                }
            } else {
                flights.leaving(intended, now);
                send(senders.get((int) (number % senders.size())), number, intended, flights);
                number++;
            }
        }
    }

    private void send(Sender sender, long number, long intended, Flights flights) {
        var random = ThreadLocalRandom.current();
        var id = new UUID(random.nextLong(), random.nextLong()).toString();
        var account = sender.account().id();
        var request = SendRequest.newBuilder()
                .setMessageId(id)
                .setAccountId(account)
                .setRegion(Sender.REGION)
                .setDestinationPhoneNumber(Sender.DESTINATION)
                .setOriginationIdentity(sender.poolId())
                .setMessageBody(Sender.text(number))
                .build();
        var unused = producer.send(
                new ProducerRecord<>(Topics.SEND_REQUESTS.name(), account + "/" + Sender.DESTINATION, request),
                (metadata, failed) -> {
                    if (failed == null) {
                        flights.accepted(id, intended, System.nanoTime());
                    } else {
                        log.atWarn().setCause(failed).log("the broker did not take a message");
                        flights.refused();
                    }
                });
    }

    @Override
    public void wakeUp() {
        LockSupport.unpark(thread);
    }

    @Override
    public void check() {
        var failed = failure;
        if (failed != null) {
            throw new IllegalStateException("no more messages can be sent", failed);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        wakeUp();
    }

    @Override
    public void close() {
        stop();
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
