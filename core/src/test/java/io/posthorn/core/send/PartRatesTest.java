package io.posthorn.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.NumberType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartRatesTest {
    private final PartRates rates = new PartRates(77);

    @ParameterizedTest(name = "{0} to {1} by {2}: {3} parts a second")
    @CsvSource({
        "SHORT_CODE, US, TEXT, 100",
        "SHORT_CODE, CA, TEXT, 100",
        "SHORT_CODE, FR, TEXT, 10",
        "SHORT_CODE, US, MEDIA, 40",
        "SHORT_CODE, CA, MEDIA, 40",
        "TEN_DLC, US, TEXT, 1",
        "TEN_DLC, US, MEDIA, 1",
        "LONG_CODE, US, TEXT, 1",
        "LONG_CODE, CA, TEXT, 1",
        "LONG_CODE, CA, MEDIA, 1",
        "LONG_CODE, DE, TEXT, 10",
        "TOLL_FREE, US, TEXT, 3",
        "TOLL_FREE, US, MEDIA, 3",
        "SIMULATOR, US, TEXT, 77",
        "SIMULATOR, US, MEDIA, 77",
        "SIMULATOR, US, VOICE, 1",
        "TOLL_FREE, US, VOICE, 1"
    })
    void followsTheTablesOfTheGuide(NumberType type, String country, Channel channel, int rate) {
        assertThat(rates.of(type, country, channel)).isEqualTo(rate);
    }
}
