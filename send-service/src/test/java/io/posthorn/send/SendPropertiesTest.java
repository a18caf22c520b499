package io.posthorn.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.simulator.Script;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SendPropertiesTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SendProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        application.run(context -> {
            var properties = context.getBean(SendProperties.class);
            assertThat(properties.throttle().simulatorRate()).isEqualTo(100);
            assertThat(properties.throttle().rates()).isEmpty();
            assertThat(properties.throttle().backlogInterval()).isEqualTo(Duration.ofSeconds(1));
            assertThat(properties.quietHours().countries()).isEmpty();
            assertThat(properties.connector().answerTimeout()).isEqualTo(Duration.ofSeconds(8));
            assertThat(properties.receipts().giveUpAfter()).isEqualTo(Duration.ofHours(72));
            assertThat(properties.simulator().otherDestinations()).isNull();
            assertThat(properties.simulator().carriers()).isEmpty();
        });
    }

    @Test
    void readsRatesOfNumbersAndSenderIds() {
        application
                .withPropertyValues(
                        "posthorn.send.throttle.rates.14255550100=50",
                        "posthorn.send.throttle.rates[+14255550101]=60",
                        "posthorn.send.throttle.rates.ACME=5")
                .run(context -> assertThat(
                                context.getBean(SendProperties.class).throttle().rates())
                        .containsEntry("14255550100", 50)
                        .containsEntry("+14255550101", 60)
                        .containsEntry("ACME", 5));
    }

    @Test
    void readsTheScriptsOfPlayedCarriers() {
        application
                .withPropertyValues(
                        "posthorn.send.simulator.carriers.flaky.outcomes.1206=UNREACHABLE",
                        "posthorn.send.simulator.carriers.flaky.outcomes[*]=SPAM",
                        "posthorn.send.simulator.carriers.flaky.answer-after=150ms",
                        "posthorn.send.simulator.carriers.flaky.receipts-lost=0.02",
                        "posthorn.send.simulator.carriers.flaky.rate=50",
                        "posthorn.send.simulator.carriers.plain.up-for=0s")
                .run(context -> assertThat(context.getBean(SendProperties.class)
                                .simulator()
                                .carriers())
                        .containsOnlyKeys("flaky", "plain")
                        .containsEntry(
                                "flaky",
                                new Script(
                                        Map.of("1206", MessageStatus.UNREACHABLE, "*", MessageStatus.SPAM),
                                        Duration.ofMillis(150),
                                        0,
                                        Duration.ZERO,
                                        0.02,
                                        50,
                                        Duration.ZERO,
                                        Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posthorn.send.throttle.simulator-rate=0",
                "posthorn.send.throttle.simulator-rate=100001",
                "posthorn.send.throttle.rates.ACME=0",
                "posthorn.send.throttle.threads=0",
                "posthorn.send.connector.threads=65",
                "posthorn.send.receipts.threads=0",
                "posthorn.send.throtle.threads=1",
                "posthorn.send.throttle.backlog-interval=99ms",
                "posthorn.send.throttle.backlog-interval=61s",
                "posthorn.send.simulator.other-destinations=SOMETHING",
                "posthorn.send.simulator.carriers.simulator.rate=5",
                "posthorn.send.simulator.carriers.flaky.unanswered=1.1",
                "posthorn.send.simulator.carriers.flaky.outcomes.1=LOST"
            })
    void refusesWhatMakesNoSense(String setting) {
        application
                .withPropertyValues(setting)
                .run(context -> assertThat(context).hasFailed());
    }
}
