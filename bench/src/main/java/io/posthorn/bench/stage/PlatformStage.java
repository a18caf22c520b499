package io.posthorn.bench.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.KafkaStages;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageProperties;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Service;
import io.posthorn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * The platform's stage: one Kafka transaction for each batch.
 *
 * @param commitInterval least time between the beginnings of two transactions of a thread
 */
record PlatformStage(Duration commitInterval) implements Candidate {

    private record PassOn(Topic<SendRequest> to) implements PartitionProcessor {
        private void onRecord(Inbound<SendRequest> record, Outputs out) {
            out.send(to, record.key(), record.value());
        }
    }

    @Override
    public String name() {
        return "platform stage, a transaction every " + commitInterval.toMillis() + " ms at most";
    }

    @Override
    public Running start(Lab lab, String id, Topic<SendRequest> from, Topic<SendRequest> to) {
        var properties = new StageProperties(
                lab.newDirectory(id),
                id,
                MAX_BATCH,
                commitInterval,
                false,
                Duration.ofSeconds(1),
                DataSize.ofMegabytes(16));
        var state = new StateDirectory(
                lab.clients()::clusterId,
                properties.stateDirectory(),
                properties.tableMemory().toBytes());
        var stages = new KafkaStages(
                lab.clients(), properties, state, new SimpleMeterRegistry(), Tracing.OFF, Clock.systemUTC());
        var spec = StageSpec.of(id, PassOn.class).reads(from, PassOn::onRecord).with(partition -> new PassOn(to));
        var stage = stages.run(spec, THREADS);
        stage.start();
        return new Running(Service.Stage.group(id), () -> {
            stage.stop();
            state.close();
        });
    }
}
