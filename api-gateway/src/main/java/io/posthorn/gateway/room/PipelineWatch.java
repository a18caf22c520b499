package io.posthorn.gateway.room;

import io.posthorn.platform.kafka.GroupOffsets;
import io.posthorn.schemas.topic.Service;
import io.posthorn.schemas.topic.Services;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/** Looks every half second how many records wait for the stages of some services, and tells it. */
public final class PipelineWatch implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PipelineWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<String> groups;
    private final Set<String> inputs;
    private final PipelineRoom room;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean running;
    private boolean seeing = true;

    /** @param services whose stages are looked at */
    public PipelineWatch(Admin admin, List<Service> services, PipelineRoom room) {
        this.admin = admin;
        var stages =
                services.stream().flatMap(service -> service.stages().stream()).toList();
        groups = Stream.concat(stages.stream(), Stream.of(Services.SHARED))
                .map(Service.Stage::group)
                .toList();
        inputs = stages.stream()
                .flatMap(stage -> stage.inputs().stream())
                .map(Topic::name)
                .collect(Collectors.toSet());
        this.room = room;
    }

    @Override
    public synchronized void start() {
        running = true;
        Thread.ofVirtual().name("pipeline-watch").start(this::watch);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(PATIENCE);
        }
    }

    private void look() throws InterruptedException {
        try {
            room.seen(records());
            seeing = true;
        } catch (ExecutionException | KafkaException failed) {
            // Whatever it is, the next look may succeed; without one, what has been admitted would be held against all.
            room.unseen();
            if (seeing) {
                log.atWarn()
                        .addKeyValue("reason", NestedExceptionUtils.getMostSpecificCause(failed))
                        .log("how much waits for the services cannot be seen, and is not bounded meanwhile");
            }
            seeing = false;
        }
    }

    /** What the stages have before them. A stage that has never run has nothing before it. */
    private long records() throws InterruptedException, ExecutionException {
        var handled = GroupOffsets.furthest(admin, groups);
        // Where stages share a thread, their group reads what other services read, too.
        handled.keySet().removeIf(partition -> !inputs.contains(partition.topic()));
        var latest = handled.keySet().stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue().offset() - handled.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    @Override
    public synchronized void stop() {
        running = false;
        stop.countDown();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
