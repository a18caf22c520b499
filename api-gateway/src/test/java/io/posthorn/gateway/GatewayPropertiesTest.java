package io.posthorn.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.gateway.access.AccessKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(GatewayProperties.class)
    static class Properties {}

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(GatewayProperties.class))
                .satisfies(properties -> {
                    assertThat(properties.credentials()).isEmpty();
                    assertThat(properties.developmentCredentials()).isFalse();
                    assertThat(properties.maxBodySize()).isEqualTo(DataSize.ofKilobytes(2112));
                    assertThat(properties.maxLargeBodies()).isEqualTo(16);
                    assertThat(properties.bodyTimeout()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(properties.maxSendsInFlight()).isEqualTo(10_000);
                    assertThat(properties.maxBacklog()).isEqualTo(100_000);
                    assertThat(properties.maxCommandsInFlight()).isEqualTo(1_000);
                    assertThat(properties.maxWaitingMessages()).isEqualTo(1_000_000);
                    assertThat(properties.commandTimeout()).isEqualTo(Duration.ofSeconds(20));
                }));
    }

    @Test
    void readsCredentials() {
        runner.withPropertyValues(
                        "posthorn.gateway.credentials[0].access-key-id=AKIDOWN",
                        "posthorn.gateway.credentials[0].secret=s3cret",
                        "posthorn.gateway.credentials[0].account=111111111111")
                .run(context -> {
                    var properties = context.getBean(GatewayProperties.class);
                    assertThat(properties.credentials())
                            .containsExactly(new AccessKey("AKIDOWN", "s3cret", "111111111111"));
                    assertThat(properties.toString()).doesNotContain("s3cret");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posthorn.gateway.max-body-size=1023B",
                "posthorn.gateway.max-body-size=65MB",
                "posthorn.gateway.max-large-bodies=0",
                "posthorn.gateway.max-audit-backlog=1023KB",
                "posthorn.gateway.max-audit-backlog=1025MB",
                "posthorn.gateway.max-sends-in-flight=0",
                "posthorn.gateway.max-commands-in-flight=0",
                "posthorn.gateway.body-timeout=0s",
                "posthorn.gateway.command-timeout=6m",
                "posthorn.gateway.credentials[0].access-key-id=AKIDOWN",
                "posthorn.gateway.max-body-sise=1MB"
            })
    void refusesToStartWithWhatCannotBe(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posthorn.gateway.max-body-size=1KB",
                "posthorn.gateway.max-body-size=64MB",
                "posthorn.gateway.max-large-bodies=1",
                "posthorn.gateway.max-audit-backlog=1MB",
                "posthorn.gateway.max-audit-backlog=1GB",
                "posthorn.gateway.body-timeout=100ms",
                "posthorn.gateway.command-timeout=5m"
            })
    void startsAtTheBounds(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
    }
}
