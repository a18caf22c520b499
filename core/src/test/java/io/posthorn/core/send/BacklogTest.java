package io.posthorn.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} messages, {1} parts, {2} after {3} messages, {4} parts, {5}: {6}")
    @CsvSource({
        "100, 100, PT100S, 100, 100, PT100S, false",
        "91, 91, PT91S, 100, 100, PT100S, false",
        "90, 90, PT90S, 100, 100, PT100S, true",
        "110, 110, PT110S, 100, 100, PT100S, false",
        "112, 112, PT112S, 100, 100, PT100S, true",
        "100, 200, PT100S, 100, 100, PT100S, true",
        "100, 100, PT200S, 100, 100, PT100S, true",
        "100, 100, PT0.5S, 100, 100, PT1.4S, false",
        "1, 1, PT1S, 2, 2, PT2S, true",
        "2, 2, PT2S, 1, 1, PT1S, true"
    })
    void isToldWhereItHasChangedByATenth(
            long messages,
            long parts,
            Duration wait,
            long toldMessages,
            long toldParts,
            Duration toldWait,
            boolean news) {
        var told = new Backlog(toldMessages, toldParts, NOW, toldWait, NOW);

        assertThat(new Backlog(messages, parts, NOW, wait, NOW.plusSeconds(1)).isNewsAfter(told))
                .isEqualTo(news);
    }
}
