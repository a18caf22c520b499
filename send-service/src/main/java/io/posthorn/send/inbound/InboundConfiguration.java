package io.posthorn.send.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what makes messages of what carriers hand over. */
@Configuration(proxyBeanMethods = false)
public class InboundConfiguration {

    @Bean
    StageLifecycle inboundStage(
            Stages stages, ResourceView resources, Clock clock, MeterRegistry meters, InboundProperties properties) {
        return stages.run(
                InboundProcessor.stage(resources, properties.partsWithin(), new InboundMeters(meters), clock),
                properties.threads());
    }
}
