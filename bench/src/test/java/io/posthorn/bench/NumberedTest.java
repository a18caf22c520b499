package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.PhoneNumber;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10_000, 4_000_000_123L})
    void findsTheNumberInTheText(long number) {
        assertThat(Numbered.number(Numbered.text(number).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"no number,-1", "42,42", "'',-1"})
    void takesDigitsAtTheEndOnly(String text, long number) {
        assertThat(Numbered.number(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(number);
    }

    @Test
    void fitsIntoOnePart() {
        assertThat(Numbered.text(Long.MAX_VALUE)).hasSizeLessThanOrEqualTo(160);
    }

    @Test
    void goesToNumbersThatCanBeWrittenTo() {
        assertThat(new PhoneNumber(Numbered.destination(7)).value()).isEqualTo("+14252000007");
        assertThat(Numbered.destination(1_000_007)).isEqualTo(Numbered.destination(7));
    }
}
