package io.posthorn.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
    private static final String HEADER = "country,zones,days,from,to,source";

    @ParameterizedTest(name = "{0} at {1}: quiet until {2}")
    @CsvSource({
        // France in winter is an hour ahead of UTC; 2026-01-09 is a Friday.
        "FR, 2026-01-09T12:00:00Z, ",
        "FR, 2026-01-09T20:59:59Z, ",
        "FR, 2026-01-09T21:00:00Z, 2026-01-10T07:00:00Z",
        "FR, 2026-01-10T06:59:59Z, 2026-01-10T07:00:00Z",
        "FR, 2026-01-10T07:00:00Z, ",
        // Saturday night goes over into Sunday, which is quiet as a whole, and Sunday into the night before Monday.
        "FR, 2026-01-10T21:00:00Z, 2026-01-12T07:00:00Z",
        "FR, 2026-01-11T12:00:00Z, 2026-01-12T07:00:00Z",
        // Summer time began at 01:00 UTC.
        "FR, 2026-03-29T00:30:00Z, 2026-03-30T06:00:00Z",
        "IN, 2026-01-09T15:29:59Z, ",
        "IN, 2026-01-09T15:30:00Z, 2026-01-10T04:30:00Z",
        // From nine in New York until eight in Honolulu.
        "US, 2026-01-10T01:59:59Z, ",
        "US, 2026-01-10T02:00:00Z, 2026-01-10T18:00:00Z",
        "US, 2026-01-10T17:59:59Z, 2026-01-10T18:00:00Z",
        "US, 2026-01-10T18:00:00Z, ",
        "DE, 2026-01-10T02:00:00Z, "
    })
    void knowsWhenItIsQuiet(String country, Instant now, @Nullable Instant until) {
        var quiet = QuietHours.builtIn(Set.of(QuietHours.ALL_COUNTRIES));

        assertThat(quiet.end(country, now).orElse(null)).isEqualTo(until);
    }

    @Test
    void keepsToTheCountriesNamed() {
        var night = Instant.parse("2026-01-10T02:00:00Z");

        assertThat(QuietHours.builtIn(Set.of("FR")).end("FR", night)).isPresent();
        assertThat(QuietHours.builtIn(Set.of("FR")).end("US", night)).isEmpty();
        assertThat(QuietHours.builtIn(Set.of()).end("FR", night)).isEmpty();
        assertThat(QuietHours.NONE.end("FR", night)).isEmpty();
    }

    @Test
    void readsRulesOfAnOperator() {
        var quiet = QuietHours.of(
                table("# ours", HEADER, "DE,Europe/Berlin,MON-FRI SUN,20:00,08:00,\"a customer, by mail\""),
                Set.of("DE"));

        assertThat(quiet.end("DE", Instant.parse("2026-01-09T19:30:00Z")))
                .contains(Instant.parse("2026-01-10T07:00:00Z"));
        assertThat(quiet.end("DE", Instant.parse("2026-01-10T19:30:00Z"))).isEmpty();
    }

    @Test
    void endsEvenWhereItIsAlwaysQuiet() {
        var quiet = QuietHours.of(table(HEADER, "DE,Europe/Berlin,MON-SUN,00:00,00:00,nobody"), Set.of("DE"));
        var now = Instant.parse("2026-01-09T19:30:00Z");

        assertThat(quiet.end("DE", now))
                .hasValueSatisfying(
                        end -> assertThat(end).isBetween(now.plus(Duration.ofDays(7)), now.plus(Duration.ofDays(8))));
    }

    @Test
    void refusesCountriesItKnowsNothingOf() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuietHours.builtIn(Set.of("DE")))
                .withMessageContaining("'DE'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE,Europe/Berlin,MON-FRI,20:00",
                "DE,Europe/Nowhere,MON-FRI,20:00,08:00,x",
                "DE,Europe/Berlin,WEEKDAYS,20:00,08:00,x",
                "DE,Europe/Berlin,MON-FRI,20,08:00,x",
                "DE,Europe/Berlin,MON-FRI,20:00,08:00,a customer, by mail"
            })
    void refusesWrongLines(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuietHours.of(table(HEADER, line), Set.of()))
                .withMessageContaining("line 2");
    }

    private static String table(String... lines) {
        return String.join("\n", lines);
    }
}
