package io.posthorn.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StageBenchmarkIT {
    private static final StageBenchmark.Plan SMALL =
            new StageBenchmark.Plan(1, 2_000, 1_000, 100, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void measuresEveryCandidate() throws IOException {
        var printed = new ByteArrayOutputStream();

        try (var out = new PrintStream(printed, false, StandardCharsets.UTF_8)) {
            StageBenchmark.run(SMALL, out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(9)
                .anyMatch(line -> line.contains("no stage"))
                .anyMatch(line -> line.contains("platform stage"))
                .anyMatch(line -> line.contains("plain loop"))
                .anyMatch(line -> line.contains("commit every 100 ms"));
    }
}
