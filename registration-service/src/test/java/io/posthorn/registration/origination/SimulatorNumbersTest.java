package io.posthorn.registration.origination;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorNumbersTest {

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 2, 63, 64, 1_000_000, SimulatorNumbers.COUNT - 1, SimulatorNumbers.COUNT, Long.MAX_VALUE})
    void looksLikeANumberOfTheNorthAmericanPlanInAnAreaCodeThatIsNotInUse(long serial) {
        assertThat(SimulatorNumbers.numberOf(serial).value()).matches("\\+1[2-9]9[0-9][2-9](?!11)[0-9]{2}[0-9]{4}");
    }

    @Test
    void givesEachSerialItsOwnNumber() {
        var seen = new HashSet<PhoneNumber>();

        assertThat(LongStream.concat(
                                LongStream.range(0, 10_000),
                                LongStream.range(SimulatorNumbers.COUNT - 10_000, SimulatorNumbers.COUNT))
                        .mapToObj(SimulatorNumbers::numberOf)
                        .allMatch(seen::add))
                .isTrue();
    }

    @Test
    void beginsAgainAfterTheLast() {
        assertThat(SimulatorNumbers.numberOf(SimulatorNumbers.COUNT).value())
                .isEqualTo(SimulatorNumbers.numberOf(0).value());
    }
}
