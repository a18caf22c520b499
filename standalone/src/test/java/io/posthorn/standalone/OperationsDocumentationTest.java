package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds its section, and the alert leads there. */
class OperationsDocumentationTest {
    private static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");
    private static final Pattern ALERT =
            Pattern.compile("- alert: (\\w+)\n(.*?)(?=\n      - |\n\n|\\z)", Pattern.DOTALL);
    private static final Pattern SECTION =
            Pattern.compile("^### (Posthorn\\w+)\n\n\\*(page|ticket)\\.\\*", Pattern.MULTILINE);
    private static final Pattern TESTED = Pattern.compile("- name: (\\w+) fires");

    private final String rules = Files.readString(PROMETHEUS.resolve("rules.yml"));

    OperationsDocumentationTest() throws IOException {}

    @Test
    void explainsEveryAlertWithItsSeverity() throws IOException {
        var explained = SECTION.matcher(Files.readString(Path.of("..", "docs", "operations.md")))
                .results()
                .map(section -> section.group(1) + " " + section.group(2));

        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(alert -> alert.group(1) + " " + line(alert, "severity"))
                        .toList());
    }

    @Test
    void leadsFromEveryAlertToItsSection() {
        assertThat(alerts())
                .hasSizeGreaterThan(20)
                .allSatisfy(alert -> assertThat(line(alert, "runbook_url"))
                        .isEqualTo("docs/operations.md#" + alert.group(1).toLowerCase(Locale.ROOT)));
    }

    @Test
    void triesEveryAlertOnPaper() throws IOException {
        var tested = TESTED.matcher(Files.readString(PROMETHEUS.resolve("rules-test.yml")))
                .results()
                .map(test -> test.group(1));

        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(alert -> alert.group(1)).toList());
    }

    private List<MatchResult> alerts() {
        return ALERT.matcher(rules).results().toList();
    }

    private static String line(MatchResult alert, String key) {
        return alert.group(2)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElse("");
    }
}
