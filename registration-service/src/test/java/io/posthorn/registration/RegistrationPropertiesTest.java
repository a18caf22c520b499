package io.posthorn.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.Quotas;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RegistrationPropertiesTest {
    @EnableConfigurationProperties(RegistrationProperties.class)
    static class Settings {}

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void defaultsToTheQuotasOfTheGuide() {
        context.run(started -> {
            var properties = started.getBean(RegistrationProperties.class);
            assertThat(properties.quotas().toQuotas()).isEqualTo(Quotas.DEFAULT);
            assertThat(properties.clientTokenLifetime()).isEqualTo(Duration.ofHours(8));
            assertThat(properties.clientTokenSweepInterval()).isEqualTo(Duration.ofMinutes(15));
            assertThat(properties.contentSweepInterval()).isEqualTo(Duration.ofHours(6));
            assertThat(properties.threads()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads=0",
                "threads=65",
                "client-token-lifetime=59s",
                "client-token-sweep-interval=0s",
                "content-sweep-interval=59s",
                "quotas.pools=-1",
                "quotas.opt-out-lists=0",
                "quotas.tags-per-resource=201",
                "quotas.pool=1"
            })
    void refusesToStartWith(String setting) {
        context.withPropertyValues("posthorn.registration." + setting)
                .run(started -> assertThat(started).hasFailed());
    }
}
