package io.posthorn.dispatcher.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "quick-start, quick-start",
        "Sms_events.v2, Sms_events.v2",
        "/aws/sms, %2Faws%2Fsms",
        "., %2E",
        ".., %2E.",
        "../up, %2E.%2Fup",
        "a%2Fb, a%252Fb",
        "é, %C3%A9"
    })
    void staysInItsDirectory(String name, String safe) {
        assertThat(SafeName.of(name)).isEqualTo(safe);
    }

    @Test
    void shortensLongNamesAndKeepsThemApart() {
        var one = SafeName.of("/".repeat(511) + "a");
        var other = SafeName.of("/".repeat(511) + "b");

        assertThat(one).hasSizeLessThanOrEqualTo(200).isNotEqualTo(other);
    }
}
