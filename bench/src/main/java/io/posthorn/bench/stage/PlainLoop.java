package io.posthorn.bench.stage;

import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.WakeupException;

/** At least once: consume, produce, wait for the acknowledgements, commit the offsets. A crash repeats the batch. */
final class PlainLoop implements Candidate {
    private static final Duration POLL = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "plain loop, at least once";
    }

    @Override
    public Running start(Lab lab, String id, Topic<SendRequest> from, Topic<SendRequest> to) {
        var members = new ArrayList<Member>();
        for (var i = 0; i < THREADS; i++) {
            members.add(new Member(lab, id, i, from, to));
        }
        members.forEach(member -> member.thread.start());
        return new Running(id, () -> members.forEach(Member::close));
    }

    private static final class Member {
        private final Consumer<String, byte[]> consumer;
        private final Thread thread;

        private Member(Lab lab, String id, int number, Topic<SendRequest> from, Topic<SendRequest> to) {
            consumer = lab.clients().groupConsumer(id, id + "-" + number, MAX_BATCH);
            thread = Thread.ofPlatform().name(id + "-" + number).unstarted(() -> run(lab, from, to));
        }

        private void run(Lab lab, Topic<SendRequest> from, Topic<SendRequest> to) {
            var codec = lab.clients().codec();
            try (consumer;
                    var producer = lab.flushedProducer()) {
                consumer.subscribe(Set.of(from.name()));
                while (true) {
                    var records = consumer.poll(POLL);
                    if (records.isEmpty()) {
                        continue;
                    }
                    var writes = new ArrayList<Future<RecordMetadata>>();
                    for (var record : records) {
                        var value = codec.encode(to, codec.decode(from, record.value()));
                        writes.add(producer.send(new ProducerRecord<>(to.name(), record.key(), value)));
                    }
                    producer.flush();
                    writes.forEach(Future::resultNow);
                    consumer.commitSync();
                }
            } catch (WakeupException asked) {
                // Closed.
            } catch (UnreadableRecordException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        private void close() {
            consumer.wakeup();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
