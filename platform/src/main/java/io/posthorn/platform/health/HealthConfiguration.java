package io.posthorn.platform.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.send.Backlogs;
import io.posthorn.platform.backlog.BacklogConfiguration;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.CarrierTrouble;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** For services that choose who sends: they import it beside the platform's own configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthProperties.class)
@Import(BacklogConfiguration.class)
public class HealthConfiguration {

    @Bean
    KnownHealth identityHealth(Backlogs backlogs, HealthProperties properties, Clock clock, MeterRegistry meters) {
        var health = new KnownHealth(backlogs, properties.longestWait(), clock);
        Gauge.builder("posthorn.carriers.in.trouble", health, KnownHealth::carriersInTrouble)
                .description("Carrier connections that take no messages")
                .register(meters);
        return health;
    }

    @Bean
    TopicView<CarrierTrouble> carrierTroubleTopic(KafkaClients clients, KnownHealth identityHealth) {
        return new TopicView<>(Topics.CARRIER_TROUBLES, clients, identityHealth::apply);
    }
}
