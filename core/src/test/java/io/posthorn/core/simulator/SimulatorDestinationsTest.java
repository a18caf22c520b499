package io.posthorn.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorDestinationsTest {

    @ParameterizedTest
    @CsvSource({
        "+14254147755, US, DELIVERED",
        "+14254147167, US, UNREACHABLE",
        "+447937404990, JE, DELIVERED",
        "+886903444632, TW, UNREACHABLE"
    })
    void knowsTheNumbersOfTheGuide(String number, String country, Outcome outcome) {
        assertThat(SimulatorDestinations.find(new PhoneNumber(number)))
                .hasValue(new SimulatorDestination(new PhoneNumber(number), country, outcome));
    }

    @Test
    void hasOneOfEachOutcomeForEachOfTwentyFiveCountries() {
        assertThat(SimulatorDestinations.ALL).hasSize(50).doesNotHaveDuplicates();
        for (var outcome : Outcome.values()) {
            assertThat(SimulatorDestinations.ALL.stream()
                            .filter(each -> each.outcome() == outcome)
                            .map(SimulatorDestination::country))
                    .hasSize(25)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void takesOtherNumbersForPeople() {
        assertThat(SimulatorDestinations.find(new PhoneNumber("+14254147756"))).isEmpty();
    }
}
