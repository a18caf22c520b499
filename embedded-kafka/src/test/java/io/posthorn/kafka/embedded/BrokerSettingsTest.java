package io.posthorn.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {

    @ParameterizedTest(name = "{0} MiB of logs: {1} MiB")
    @CsvSource({"0, 8", "512, 8", "1024, 16", "4096, 64", "100000, 64"})
    void givesTheLogCleanerWhatItsLogsAreWorth(long logs, long memory) {
        assertThat(BrokerSettings.cleanerMemory(logs << 20)).isEqualTo(memory << 20);
    }
}
