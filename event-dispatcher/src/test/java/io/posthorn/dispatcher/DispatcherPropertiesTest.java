package io.posthorn.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.posthorn.dispatcher.stream.StreamProperties;
import io.posthorn.dispatcher.topic.SubscriberProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            assertThat(properties.topics().publicUrl()).isNull();
            assertThat(properties.topics().reachableNetworks()).isEmpty();
            assertThat(properties.topics().requestTimeout()).isEqualTo(Duration.ofSeconds(15));
            assertThat(properties.aws().roles()).isEmpty();
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
            assertThat(properties.audit().retention()).isEqualTo(Duration.ofDays(90));
        });
    }

    @Test
    void readsWhomAndWhatToCallAs() {
        application
                .withPropertyValues(
                        "posthorn.dispatcher.topics.public-url=https://sms.example.com",
                        "posthorn.dispatcher.topics.reachable-networks=10.1.0.0/16,::1/128",
                        "posthorn.dispatcher.aws.roles[0].account=111122223333",
                        "posthorn.dispatcher.aws.roles[0].access-key-id=key",
                        "posthorn.dispatcher.aws.roles[0].secret-access-key=hush")
                .run(context -> {
                    var properties = context.getBean(DispatcherProperties.class);
                    assertThat(properties.topics().publicUrl()).isEqualTo(URI.create("https://sms.example.com"));
                    assertThat(properties.topics().reachableNetworks()).containsExactly("10.1.0.0/16", "::1/128");
                    assertThat(properties.aws().roles())
                            .singleElement()
                            .satisfies(role -> assertThat(role.toString())
                                    .contains("111122223333", "arn=null")
                                    .doesNotContain("hush"));
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
                "posthorn.dispatcher.audit.retention=-1d",
                "posthorn.dispatcher.topics.public-url=ftp://example.com/",
                "posthorn.dispatcher.topics.reachable-networks=localhost",
                "posthorn.dispatcher.topics.request-timeout=31s",
                "posthorn.dispatcher.topics.events.endpoints=https://example.com/",
                "posthorn.dispatcher.aws.roles[0].account=1",
                "posthorn.dispatcher.dirctory=events"
            })
    void refusesWhatMakesNoSense(String setting) {
        application
                .withPropertyValues(setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "sms.example.com", ""})
    void saysWhatAPublicUrlHasToBe(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubscriberProperties(URI.create(url), List.of(), Duration.ofSeconds(15), 16, 256))
                .withMessage("a public URL must be an http or https address, was " + url);
    }
}
