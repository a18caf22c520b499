package io.posthorn.registration;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.registration.command.RegistrationStage;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.EnumMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The registration-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationProperties.class)
@Import(PlatformConfiguration.class)
public class RegistrationConfiguration {
    /** The highest limit the API can express. */
    private static final BigDecimal UNLIMITED = new BigDecimal("1000000000");

    @Bean
    StageLifecycle registrationStage(
            Stages stages, RegistrationProperties properties, Clock clock, MeterRegistry registry) {
        var stage = RegistrationStage.of(
                ApiModel.load(),
                Catalogue.REQUESTS,
                profiles(properties.quotas().toQuotas()),
                properties.clientTokenLifetime(),
                properties.clientTokenSweepInterval(),
                clock,
                registry);
        return stages.run(stage, properties.threads());
    }

    /** Every account has left the sandbox and may spend what its carriers ask: there is nobody to say otherwise. */
    private static AccountProfiles profiles(Quotas quotas) {
        var limits = new EnumMap<Channel, BigDecimal>(Channel.class);
        for (var channel : Channel.values()) {
            limits.put(channel, UNLIMITED);
        }
        return account -> new AccountProfile(account, AccountTier.PRODUCTION, quotas, limits);
    }
}
