package io.posthorn.send.throttle;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the throttle. */
@Configuration(proxyBeanMethods = false)
public class ThrottleConfiguration {

    @Bean
    Rates numberRates(ResourceView resources, Connections connections, ThrottleProperties properties) {
        return new Rates(resources, connections, properties.simulatorRate(), properties.rates());
    }

    @Bean
    StageLifecycle throttleStage(
            Stages stages,
            ResourceView resources,
            Rates numberRates,
            Clock clock,
            MeterRegistry meters,
            ThrottleProperties properties,
            QuietHoursProperties quietHours) {
        return stages.run(
                ThrottleProcessor.stage(
                        resources, numberRates, quietHours.toQuietHours(), clock, meters, properties.backlogInterval()),
                properties.threads());
    }
}
