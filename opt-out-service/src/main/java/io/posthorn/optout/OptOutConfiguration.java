package io.posthorn.optout;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiErrors;
import io.posthorn.core.api.ApiModel;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The opt-out-service as a part of any application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OptOutProperties.class)
@Import(PlatformConfiguration.class)
public class OptOutConfiguration {

    @Bean
    StageLifecycle optOutStage(Stages stages, MeterRegistry meters, Clock clock, OptOutProperties properties) {
        return stages.run(
                OptOutProcessor.stage(new ApiErrors(ApiModel.load()), new OptOutMeters(meters), clock),
                properties.threads());
    }
}
