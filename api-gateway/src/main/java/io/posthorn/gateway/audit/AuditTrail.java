package io.posthorn.gateway.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.Operation;
import io.posthorn.core.policy.Actions;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answering;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.schemas.AuditRecord;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes calls down in a topic. No call waits for that or fails with it: what cannot be written at once waits, up to a
 * bound, and what is beyond the bound is counted and lost.
 */
public final class AuditTrail implements Answering.Trail, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** While Kafka is away every attempt fails; one line in this time says so. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final CallRecord form;
    private final Producer<String, byte[]> producer;
    private final Codec codec;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Counter lost;

    /** In characters of JSON. */
    private final Semaphore room;

    private final Queue<AuditRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private volatile Instant lastComplaint = Instant.EPOCH;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService writer = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("audit-trail").factory());

    /**
     * Begins a trail.
     *
     * @param actions say which API an operation belongs to
     * @param producer used by nobody else, so that nobody else waits for it; closed with the trail
     * @param backlog most characters that may wait to be written
     */
    public AuditTrail(
            Actions actions,
            Producer<String, byte[]> producer,
            Codec codec,
            int backlog,
            TimeOrderedIds ids,
            Clock clock,
            MeterRegistry registry) {
        form = new CallRecord(actions);
        this.producer = producer;
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
        room = new Semaphore(backlog);
        lost = Counter.builder("posthorn.gateway.audit.lost")
                .description("Calls that could not be taken down in the audit log")
                .register(registry);
        Gauge.builder("posthorn.gateway.audit.waiting", room, free -> backlog - free.availablePermits())
                .description("Characters that wait to be written to the audit log")
                .register(registry);
    }

    @Override
    public void note(
            Operation operation, Caller caller, ObjectNode input, Answering.Outcome outcome, String requestId) {
        var service = operation.service();
        if (service == null || !service.audited()) {
            return;
        }
        try {
            var eventId = ids.next().toString();
            var now = clock.instant();
            for (var recipient : CallRecord.recipients(operation, caller, outcome)) {
                var json = form.of(operation, caller, input, outcome, requestId, eventId, now, recipient);
                add(new AuditRecord(eventId, recipient.value(), caller.scope().region(), operation.name(), now, json));
            }
        } catch (RuntimeException broken) {
            lost.increment();
            log.atError()
                    .setCause(broken)
                    .addKeyValue("operation", operation.name())
                    .addKeyValue("requestId", requestId)
                    .log("a call could not be given the form of the audit log");
        }
    }

    private void add(AuditRecord call) {
        if (!room.tryAcquire(size(call))) {
            lost.increment();
            return;
        }
        waiting.add(call);
        if (isWriting.compareAndSet(false, true)) {
            writer.execute(this::write);
        }
    }

    /** Writes until nothing waits. One thread at a time does this. */
    private void write() {
        do {
            try {
                for (var batch = next(); !batch.isEmpty(); batch = next()) {
                    write(batch);
                }
            } finally {
                isWriting.set(false);
            }
        } while (!waiting.isEmpty() && isWriting.compareAndSet(false, true));
    }

    private List<AuditRecord> next() {
        var batch = new ArrayList<AuditRecord>();
        while (batch.size() < AT_ONCE && waiting.peek() != null) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void write(List<AuditRecord> batch) {
        var left = attempt(batch);
        if (left.isEmpty()) {
            return;
        }
        try {
            while (!left.isEmpty() && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                left = attempt(left);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        left.forEach(this::lose);
        if (left.isEmpty()) {
            log.atInfo().log("the audit log is written again");
        }
    }

    private record Sent(AuditRecord call, Future<RecordMetadata> answer) {}

    /** Tries once to write records; returns those to be tried again. */
    private List<AuditRecord> attempt(List<AuditRecord> batch) {
        var sent = new ArrayList<Sent>();
        for (var call : batch) {
            var one = new Sent(call, send(call));
            sent.add(one);
            if (one.answer().state() == Future.State.FAILED) {
                // It has waited as long as a producer does, and the next one would as well.
                break;
            }
        }
        var left = sent.stream()
                .filter(each -> !isSettled(each))
                .map(Sent::call)
                .collect(Collectors.toCollection(ArrayList::new));
        left.addAll(batch.subList(sent.size(), batch.size()));
        return left;
    }

    private Future<RecordMetadata> send(AuditRecord call) {
        try {
            return producer.send(new ProducerRecord<>(
                    Topics.AUDIT_RECORDS.name(), call.getAccountId(), codec.encode(Topics.AUDIT_RECORDS, call)));
        } catch (KafkaException | InfrastructureException | IllegalArgumentException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** Waits for what becomes of a record, and says whether that is all there is to do. */
    private boolean isSettled(Sent sent) {
        try {
            sent.answer().get();
            room.release(size(sent.call()));
            return true;
        } catch (ExecutionException failed) {
            var reason = failed.getCause();
            complain(reason);
            if (reason instanceof RecordTooLargeException) {
                lose(sent.call());
                return true;
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void lose(AuditRecord call) {
        lost.increment();
        room.release(size(call));
    }

    private static int size(AuditRecord call) {
        return call.getJson().length();
    }

    private void complain(@Nullable Throwable reason) {
        var now = clock.instant();
        if (Duration.between(lastComplaint, now).compareTo(SILENCE) >= 0) {
            lastComplaint = now;
            log.atWarn().addKeyValue("reason", String.valueOf(reason)).log("the audit log cannot be written");
        }
    }

    /** Writes what waits, if that does not take long. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                closing.countDown();
                writer.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            writer.shutdownNow();
        }
        producer.close(Duration.ZERO);
    }
}
