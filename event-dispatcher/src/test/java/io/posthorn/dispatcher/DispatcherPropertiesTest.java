package io.posthorn.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.dispatcher.stream.StreamProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class DispatcherPropertiesTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DispatcherProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        application.run(context -> {
            var properties = context.getBean(DispatcherProperties.class);
            assertThat(properties.directory()).isEqualTo(Path.of("events"));
            assertThat(properties.topics()).isEmpty();
            assertThat(properties.delivery().firstBackoff()).isEqualTo(Duration.ofSeconds(1));
            assertThat(properties.delivery().giveUpAfter()).isEqualTo(Duration.ofHours(24));
            assertThat(properties.delivery().inFlight()).isEqualTo(DataSize.ofMegabytes(64));
            assertThat(properties.logs().retention()).isZero();
            assertThat(properties.stream().size()).isEqualTo(DataSize.ofMegabytes(5));
            assertThat(properties.stream().interval()).isEqualTo(Duration.ofMinutes(5));
            assertThat(properties.stream().format()).isEqualTo(StreamProperties.Format.JSON);
            assertThat(properties.stream().bucket()).isNull();
            assertThat(properties.history().retention()).isEqualTo(Duration.ofDays(3));
            assertThat(properties.history().threads()).isEqualTo(1);
        });
    }

    @Test
    void readsTheEndpointsOfTopics() {
        application
                .withPropertyValues(
                        "posthorn.dispatcher.topics.sms-events.endpoints=https://example.com/a,https://example.com/b",
                        "posthorn.dispatcher.topics[sms_events].endpoints=http://localhost:8081/")
                .run(context -> {
                    var topics = context.getBean(DispatcherProperties.class).topics();
                    assertThat(topics).containsOnlyKeys("sms-events", "sms_events");
                    assertThat(topics.get("sms-events"))
                            .isNotNull()
                            .satisfies(topic -> assertThat(topic.endpoints())
                                    .containsExactly(
                                            URI.create("https://example.com/a"), URI.create("https://example.com/b")));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posthorn.dispatcher.threads=0",
                "posthorn.dispatcher.delivery.first-backoff=0s",
                "posthorn.dispatcher.delivery.give-up-after=0s",
                "posthorn.dispatcher.delivery.failure-window=1",
                "posthorn.dispatcher.logs.retention=-1d",
                "posthorn.dispatcher.stream.size=900KB",
                "posthorn.dispatcher.streams.all.size=129MB",
                "posthorn.dispatcher.streams.all.interval=16m",
                "posthorn.dispatcher.streams.all.prefix=!{timestamp:nonsense}",
                "posthorn.dispatcher.streams.all.prefix=!{partition:key}",
                "posthorn.dispatcher.streams.all.bucket.region=us-east-1",
                "posthorn.dispatcher.sinks.logs=PAPER",
                "posthorn.dispatcher.history.retention=-1s",
                "posthorn.dispatcher.history.retention=8d",
                "posthorn.dispatcher.history.threads=0",
                "posthorn.dispatcher.topics.events.endpoints=ftp://example.com/",
                "posthorn.dispatcher.topics.events.endpoint=https://example.com/",
                "posthorn.dispatcher.dirctory=events"
            })
    void refusesWhatMakesNoSense(String setting) {
        application
                .withPropertyValues(setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
