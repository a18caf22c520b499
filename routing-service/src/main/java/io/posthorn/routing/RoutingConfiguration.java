package io.posthorn.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.routing.RoutingFacts;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.call.CallView;
import io.posthorn.platform.health.HealthConfiguration;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.spend.SpendView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.routing.keyword.KeywordMeters;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routing-service as a part of any application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutingProperties.class)
@Import({PlatformConfiguration.class, HealthConfiguration.class})
public class RoutingConfiguration {

    @Bean
    StageLifecycle routingStage(
            Stages stages,
            ResourceView resources,
            RoutingFacts facts,
            SpendView spend,
            CallView calls,
            MeterRegistry meters,
            Clock clock,
            RoutingProperties properties) {
        var routing = new Routing(
                facts,
                spend,
                calls,
                resources,
                new RoutingMeters(meters),
                new KeywordMeters(meters),
                clock,
                properties.defaultRegion());
        return stages.run(RoutingProcessor.stage(routing), properties.threads());
    }
}
