package io.posthorn.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.price.PriceList;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.call.TopicCallView;
import io.posthorn.platform.facts.ConnectionProperties;
import io.posthorn.platform.facts.FactsConfiguration;
import io.posthorn.platform.facts.OperatorConnections;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.platform.kafka.TopicProvisioner;
import io.posthorn.platform.operator.AccountsProperties;
import io.posthorn.platform.operator.OperatorView;
import io.posthorn.platform.resource.TopicResourceView;
import io.posthorn.platform.spend.TopicSpendView;
import io.posthorn.platform.stage.KafkaStages;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.StageProperties;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.trace.Tracing;
import io.posthorn.platform.trace.TracingConfiguration;
import io.posthorn.platform.trace.TracingProperties;
import io.posthorn.platform.view.TopicView;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** What every service needs: a clock, Kafka, the topics, the view of resources, and stages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaProperties.class, StageProperties.class, AccountsProperties.class})
@Import({FactsConfiguration.class, TracingConfiguration.class})
public class PlatformConfiguration {
    /** Fifty million opted-out numbers take seven minutes where no local copy is left. */
    private static final Duration LONGEST_CATCHING_UP = Duration.ofHours(6);

    /** As fine as the times in records: what a stage hands on is to be what a record would tell. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** Views wait until they know everything there is; together they wait no longer than one. */
    @Bean
    static BeanPostProcessor sideBySide() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof DefaultLifecycleProcessor processor) {
                    processor.setConcurrentStartupForPhase(TopicView.PHASE, LONGEST_CATCHING_UP.toMillis());
                }
                return bean;
            }
        };
    }

    /** Starts what starts side by side. */
    @Bean(ConfigurableApplicationContext.BOOTSTRAP_EXECUTOR_BEAN_NAME)
    static Executor bootstrapExecutor() {
        return new VirtualThreadTaskExecutor("start-");
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties, TracingProperties tracing) {
        var clients = new KafkaClients(properties, tracing.isOn());
        // Before anything reads or writes them.
        new TopicProvisioner(clients).provision();
        return clients;
    }

    @Bean
    TopicResourceView resourceView(KafkaClients clients) {
        return new TopicResourceView(clients);
    }

    @Bean
    TopicSpendView spendView(KafkaClients clients, Clock clock, MeterRegistry meters) {
        return new TopicSpendView(clients, clock, meters);
    }

    @Bean
    TopicCallView callView(KafkaClients clients, Clock clock) {
        return new TopicCallView(clients, clock);
    }

    @Bean
    AccountDefaults accountDefaults(AccountsProperties properties) {
        return properties.toDefaults();
    }

    @Bean
    OperatorView operatorView(KafkaClients clients, AccountDefaults accountDefaults) {
        return new OperatorView(
                clients,
                accountDefaults,
                Set.of(OperatorKind.ACCOUNT, OperatorKind.PRICE, OperatorKind.SENDER_ID, OperatorKind.SIGNING_KEY));
    }

    @Bean
    Connections connections(ConnectionProperties properties, OperatorView operatorView) {
        return OperatorConnections.of(properties, operatorView.directory());
    }

    @Bean
    AccountProfiles accountProfiles(OperatorView operatorView) {
        var directory = operatorView.directory();
        return account -> directory.of(account);
    }

    @Bean
    PriceList priceList(OperatorView operatorView) {
        var directory = operatorView.directory();
        return (channel, country, route) -> directory.of(channel, country, route);
    }

    @Bean
    StateDirectory stateDirectory(KafkaClients clients, StageProperties properties) {
        return new StateDirectory(
                clients::clusterId,
                properties.stateDirectory(),
                properties.tableMemory().toBytes());
    }

    @Bean
    KafkaStages stages(
            KafkaClients clients,
            StageProperties properties,
            StateDirectory state,
            MeterRegistry registry,
            Tracing tracing,
            Clock clock) {
        return new KafkaStages(clients, properties, state, registry, tracing, clock);
    }

    /** Part of readiness: an instance whose stages have not joined their groups does no work yet. */
    @Bean
    HealthIndicator pipelineHealthIndicator(TopicResourceView view, ObjectProvider<StageLifecycle> stages) {
        return () -> {
            var ready = view.isCaughtUp() && stages.stream().allMatch(StageLifecycle::isReady);
            return (ready ? Health.up() : Health.outOfService()).build();
        };
    }
}
