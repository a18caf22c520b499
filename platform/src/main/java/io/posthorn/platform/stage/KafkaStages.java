package io.posthorn.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.schemas.topic.Services;
import java.time.Clock;
import java.util.List;

/** Runs stages against a Kafka cluster; their tables' local copies live in the state directory. */
public final class KafkaStages implements Stages {
    private final KafkaClients clients;
    private final StageProperties properties;
    private final StateDirectory state;
    private final MeterRegistry registry;
    private final Tracing tracing;
    private final Clock clock;
    private final String instanceId;
    private final SharedStages shared = new SharedStages(this::threads);

    public KafkaStages(
            KafkaClients clients,
            StageProperties properties,
            StateDirectory state,
            MeterRegistry registry,
            Tracing tracing,
            Clock clock) {
        this.clients = clients;
        this.properties = properties;
        this.state = state;
        this.registry = registry;
        this.tracing = tracing;
        this.clock = clock;
        var named = properties.instanceId();
        instanceId = named == null ? state.instanceId() : named;
    }

    /** Name of this instance among those of the same service; stable over restarts. */
    public String instanceId() {
        return instanceId;
    }

    @Override
    public StageLifecycle run(StageSpec<?> stage, int threads) {
        var canShare = Services.PASSAGE.contains(stage.name());
        if (canShare && properties.sharedTransaction()) {
            return shared.join(job(stage), threads);
        }
        var before = canShare ? List.of(Services.SHARED.group()) : List.<String>of();
        return threads(stage.name(), List.of(job(stage)), threads, before);
    }

    private <P extends PartitionProcessor> StageJob<P> job(StageSpec<P> stage) {
        return new StageJob<>(
                stage,
                new TableRestorer(clients, state, stage.name(), clock),
                new StageMetrics(registry, stage.name()),
                tracing.stage(stage.name()));
    }

    private StageThreads threads(
            String name, List<? extends StageJob<?>> jobs, int threads, List<String> groupsBefore) {
        var history = new GroupHistory(clients, groupsBefore);
        return new StageThreads(
                name,
                threads,
                thread -> new StageRunner(name, jobs, instanceId + "-" + thread, clients, properties, history, clock));
    }
}
