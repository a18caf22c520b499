package io.posthorn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.posthorn.platform.operator.AccountsProperties;
import io.posthorn.platform.stage.StageProperties;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;

class ConfigurationFailureAnalyzerTest {
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({StageProperties.class, AccountsProperties.class})
    static class Example {}

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "posthorn.stage.max-batch, as many as there are, posthorn.stage.max-batch must be a whole number",
        "posthorn.stage.max-batch, 0, posthorn.stage.max-batch must be greater than or equal to 1",
        "posthorn.stage.retry-backoff, soon, 'posthorn.stage.retry-backoff must be a duration, such as 500ms, 10s or 72h'",
        "posthorn.stage.table-memory, all, 'posthorn.stage.table-memory must be a size, such as 64MB'",
        "posthorn.accounts.tier, GOLD, 'posthorn.accounts.tier must be one of SANDBOX, PRODUCTION'",
        "posthorn.accounts.max-monthly-spend, much, posthorn.accounts.max-monthly-spend must be a number",
        "posthorn.stage.most-batch, 2, there is no key posthorn.stage.most-batch",
    })
    void tellsTheKeyAndWhatItHasToBeButNotItsValue(String key, String value, String expected) {
        var analysis = start("--" + key + "=" + value);

        assertThat(analysis.getDescription()).startsWith(expected).doesNotContain("\"" + value + "\"");
        assertThat(analysis.getAction()).contains("docs/configuration.md");
    }

    private static FailureAnalysis start(String argument) {
        var failure = catchThrowable(() -> new SpringApplicationBuilder(Example.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(argument));

        return Objects.requireNonNull(new ConfigurationFailureAnalyzer().analyze(failure), failure::toString);
    }
}
