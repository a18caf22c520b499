package io.posthorn.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.trace.Tracing;
import java.time.Clock;

/** Runs stages against a Kafka cluster; their tables' local copies live in the state directory. */
public final class KafkaStages implements Stages {
    private final KafkaClients clients;
    private final StageProperties properties;
    private final StateDirectory state;
    private final MeterRegistry registry;
    private final Tracing tracing;
    private final Clock clock;
    private final String instanceId;

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
        var metrics = new StageMetrics(registry, stage.name());
        return new StageThreads(stage.name(), threads, thread -> runner(stage, metrics, thread));
    }

    private <P extends PartitionProcessor> StageRunner<P> runner(StageSpec<P> stage, StageMetrics metrics, int thread) {
        var restorer = new TableRestorer(clients, state, stage.name(), clock);
        return new StageRunner<>(
                stage,
                instanceId + "-" + thread,
                clients,
                properties,
                restorer,
                metrics,
                tracing.stage(stage.name()),
                clock);
    }
}
