package io.posthorn.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.history.History;
import io.posthorn.dispatcher.log.FileSink;
import io.posthorn.dispatcher.log.OpenFiles;
import io.posthorn.dispatcher.sink.BatchSink;
import io.posthorn.dispatcher.topic.Endpoints;
import io.posthorn.dispatcher.topic.TopicSink;
import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The event dispatcher as a part of any application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatcherProperties.class)
@Import(PlatformConfiguration.class)
public class DispatcherConfiguration {

    @Bean
    OpenFiles eventFiles(DispatcherProperties properties) {
        return new OpenFiles(properties.openFiles());
    }

    @Bean
    Endpoints topicEndpoints(DispatcherProperties properties) {
        return new Endpoints(properties.topics(), properties.delivery());
    }

    @Bean
    StageLifecycle eventDispatcherStage(
            Stages stages,
            ResourceView resources,
            OpenFiles eventFiles,
            Endpoints topicEndpoints,
            Clock clock,
            MeterRegistry meters,
            DispatcherProperties properties) {
        var directory = properties.directory();
        Supplier<Map<EventDestination.Target, BatchSink>> sinks = () -> Map.of(
                EventDestination.Target.CLOUD_WATCH_LOGS, new FileSink(directory.resolve("log-groups"), eventFiles),
                EventDestination.Target.KINESIS_FIREHOSE,
                        new FileSink(directory.resolve("delivery-streams"), eventFiles),
                EventDestination.Target.SNS, new TopicSink(topicEndpoints, clock));
        return stages.run(DispatchProcessor.stage(resources, sinks, meters), properties.threads());
    }

    @Bean
    StageLifecycle messageHistoryStage(Stages stages, Clock clock, DispatcherProperties properties) {
        return stages.run(
                History.stage(properties.history().retention(), clock),
                properties.history().threads());
    }
}
