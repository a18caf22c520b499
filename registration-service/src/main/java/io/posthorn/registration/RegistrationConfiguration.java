package io.posthorn.registration;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.operator.OperatorView;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.registration.attachment.ContentSweep;
import io.posthorn.registration.command.RegistrationStage;
import io.posthorn.registration.operator.OperatorStage;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The registration-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
@Import(PlatformConfiguration.class)
public class RegistrationConfiguration {

    @Bean
    StageLifecycle registrationStage(
            Stages stages,
            RegistrationProperties properties,
            OperatorView operatorView,
            AccountDefaults accountDefaults,
            Connections connections,
            Clock clock,
            MeterRegistry registry) {
        var defaults = accountDefaults.with(properties.quotas().toQuotas());
        var stage = RegistrationStage.of(
                ApiModel.load(),
                Catalogue.REQUESTS,
                account -> operatorView.directory().of(account, defaults),
                connections,
                properties.clientTokenLifetime(),
                properties.clientTokenSweepInterval(),
                properties.automaticReview(),
                clock,
                registry);
        return stages.run(stage, properties.threads());
    }

    @Bean
    ContentSweep contentSweep(KafkaClients clients, ResourceView view, Clock clock, RegistrationProperties properties) {
        return new ContentSweep(clients, view::of, clock, properties.contentSweepInterval());
    }

    @Bean
    StageLifecycle operatorStage(Stages stages, AccountDefaults accountDefaults, Clock clock, MeterRegistry registry) {
        return stages.run(OperatorStage.of(accountDefaults, clock, registry), 1);
    }
}
