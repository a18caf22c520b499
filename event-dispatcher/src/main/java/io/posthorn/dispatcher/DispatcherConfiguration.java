package io.posthorn.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.audit.AuditLog;
import io.posthorn.dispatcher.aws.FirehoseSink;
import io.posthorn.dispatcher.aws.LogsSink;
import io.posthorn.dispatcher.aws.SnsSink;
import io.posthorn.dispatcher.delivery.DeliveryProcessor;
import io.posthorn.dispatcher.history.History;
import io.posthorn.dispatcher.log.LogSearch;
import io.posthorn.dispatcher.log.LogSink;
import io.posthorn.dispatcher.sink.ConfiguredSinks;
import io.posthorn.dispatcher.sink.SinkProperties.Form;
import io.posthorn.dispatcher.sink.Sinks;
import io.posthorn.dispatcher.stream.StreamSink;
import io.posthorn.dispatcher.topic.SubscriberSink;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.operator.OperatorView;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The event dispatcher as a part of any application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatcherProperties.class)
@Import(PlatformConfiguration.class)
public class DispatcherConfiguration {

    @Bean
    LogSink logSink(DispatcherProperties properties, Clock clock) {
        return new LogSink(properties.directory().resolve("log-groups"), properties.logs(), clock);
    }

    @Bean
    StreamSink streamSink(DispatcherProperties properties) {
        return new StreamSink(
                properties.directory().resolve("delivery-streams"), properties.stream(), properties.streams());
    }

    @Bean
    PublicUrl publicUrl(DispatcherProperties properties) {
        return new PublicUrl(properties.topics().publicUrl());
    }

    @Bean
    SubscriberSink subscriberSink(
            ResourceView resources,
            OperatorView operatorView,
            PublicUrl publicUrl,
            KafkaClients clients,
            DispatcherProperties properties) {
        return new SubscriberSink(
                resources::of, operatorView.directory(), publicUrl, clients.promptProducer(), properties.topics());
    }

    /** For all calls of AWS. */
    @Bean
    SdkHttpClient awsHttpClient() {
        return UrlConnectionHttpClient.create();
    }

    @Bean
    Sinks sinks(
            LogSink logs,
            StreamSink streams,
            SubscriberSink subscribers,
            SdkHttpClient awsHttpClient,
            DispatcherProperties properties) {
        var aws = properties.aws();
        return new ConfiguredSinks(
                Map.of(
                        EventDestination.Target.CLOUD_WATCH_LOGS,
                        Map.of(Form.BUILT_IN, logs, Form.AWS, new LogsSink(aws, awsHttpClient)),
                        EventDestination.Target.KINESIS_FIREHOSE,
                        Map.of(Form.BUILT_IN, streams, Form.AWS, new FirehoseSink(aws, awsHttpClient)),
                        EventDestination.Target.SNS,
                        Map.of(Form.BUILT_IN, subscribers, Form.AWS, new SnsSink(aws, awsHttpClient))),
                properties.sinks(),
                properties.accounts());
    }

    @Bean
    StageLifecycle eventDispatcherStage(
            Stages stages, ResourceView resources, MeterRegistry meters, DispatcherProperties properties) {
        return stages.run(DispatchProcessor.stage(resources, meters), properties.threads());
    }

    /** Attempts are made on these. What one of them was about when they end waits in its queue. */
    @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
    ExecutorService deliveryThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("delivery-", 0).factory());
    }

    @Bean
    StageLifecycle eventDeliveryStage(
            Stages stages,
            Sinks sinks,
            ResourceView resources,
            DispatcherProperties properties,
            Clock clock,
            @Qualifier("deliveryThreads") ExecutorService deliveryThreads,
            MeterRegistry meters) {
        return stages.run(
                DeliveryProcessor.stage(sinks, resources, properties.delivery(), deliveryThreads, clock, meters),
                properties.delivery().threads());
    }

    @Bean
    StageLifecycle logSearchStage(Stages stages, DispatcherProperties properties, MeterRegistry meters) {
        return stages.run(LogSearch.stage(properties.directory().resolve("log-groups"), meters), 1);
    }

    @Bean
    StageLifecycle auditLogStage(Stages stages, DispatcherProperties properties, Clock clock, MeterRegistry meters) {
        return stages.run(
                AuditLog.stage(properties.directory().resolve("audit"), properties.audit(), clock, meters), 1);
    }

    @Bean
    StageLifecycle messageHistoryStage(Stages stages, Clock clock, DispatcherProperties properties) {
        return stages.run(
                History.stage(properties.history().retention(), clock),
                properties.history().threads());
    }
}
