package io.posthorn.send.carrier;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the connector: every {@link Carrier} in the context takes part. */
@Configuration(proxyBeanMethods = false)
public class CarrierConfiguration {

    @Bean
    StageLifecycle connectorStage(
            Stages stages,
            List<Carrier> carriers,
            ResourceView resources,
            Rates numberRates,
            Clock clock,
            MeterRegistry meters,
            ConnectorProperties properties) {
        return stages.run(
                ConnectorProcessor.stage(
                        new Carriers(carriers), resources, numberRates, clock, meters, properties.answerTimeout()),
                properties.threads());
    }
}
