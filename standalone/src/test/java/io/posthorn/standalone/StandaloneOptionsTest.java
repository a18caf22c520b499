package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneOptionsTest {

    @Test
    void startsOnTheDocumentedPortsWithoutOptions() throws UsageException {
        assertThat(StandaloneOptions.parse(List.of()))
                .isEqualTo(new StandaloneOptions(8080, 9092, 8081, Path.of("data"), List.of()));
    }

    @Test
    void takesOptionsInBothForms() throws UsageException {
        var options = StandaloneOptions.parse(
                List.of("--port", "1", "--data=elsewhere", "--posthorn.stage.max-batch=10", "--kafka-port=0"));

        assertThat(options)
                .isEqualTo(new StandaloneOptions(
                        1, 0, 8081, Path.of("elsewhere"), List.of("--posthorn.stage.max-batch=10")));
    }

    @Test
    void takesADirectoryOfOperatorDataAsConfiguration() throws UsageException {
        var options = StandaloneOptions.parse(List.of("--operator-files", "ours"));

        assertThat(options.configuration()).containsExactly("--posthorn.operator.files=ours");
        assertThat(options.sets("posthorn.operator.files")).isTrue();
        assertThat(options.sets("posthorn.operator.port")).isFalse();
    }

    @Test
    void knowsTheOperatorsPortHoweverItIsGiven() throws UsageException {
        assertThat(StandaloneOptions.parse(List.of()).operatorPort()).isEqualTo(8082);
        assertThat(StandaloneOptions.parse(List.of("--port=0")).operatorPort()).isZero();
        assertThat(StandaloneOptions.parse(
                                List.of("--posthorn.operator.port=1", "--posthorn.operator.port", "2", "--port=0"))
                        .operatorPort())
                .isEqualTo(2);
    }

    @Test
    void takesThePortByItsConfigurationKey() throws UsageException {
        assertThat(StandaloneOptions.parse(List.of("--server.port=1")))
                .isEqualTo(new StandaloneOptions(1, 9092, 8081, Path.of("data"), List.of()));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "--port, 65536, '--port must be a number from 0 to 65535, was ''65536'''",
        "--port, -1, '--port must be a number from 0 to 65535, was ''-1'''",
        "--kafka-port, many, '--kafka-port must be a number from 0 to 65535, was ''many'''",
        "--server.port, many, '--server.port must be a number from 0 to 65535, was ''many'''",
        "--data, '', '--data needs a directory'",
        "--operator-files, '', '--operator-files needs a directory'",
        "--colour, red, 'unknown option --colour; see ./posthorn up --help'",
    })
    void saysWhatIsWrongWithAnOption(String name, String value, String message) {
        assertThatThrownBy(() -> StandaloneOptions.parse(List.of(name, value)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void saysThatAnOptionNeedsAValue() {
        assertThatThrownBy(() -> StandaloneOptions.parse(List.of("--data")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--data needs a value");
    }
}
