package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever starts the system gets to see. */
class StartIT {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--posthorn.send.throttle.simulator-rate=fast, posthorn.send.throttle.simulator-rate must be a whole number",
        "--posthorn.operator.sealing-key=abc, 'a sealing key has 32 bytes, this one has 2'",
    })
    void tellsTheReasonAndNothingElseWhereItDoesNotStart(String wrong, String reason) throws Exception {
        var log = directory.resolve("up.log");
        var data = directory.resolve("data");
        try (var process = JavaProcess.start(
                "standalone",
                log,
                List.of("--port=0", "--kafka-port=0", "--registry-port=0", "--data=" + data, wrong))) {
            assertThat(process.awaitEnd()).isOne();
            // The launcher has the JVM keep its own warnings to itself.
            assertThat(process.output().lines())
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("WARNING: "))
                    .first()
                    .asString()
                    .startsWith("posthorn: could not start: " + reason);
        }
        assertThat(data.resolve("posthorn.log"))
                .content()
                .contains("could not start", "\tat io.posthorn.standalone.Standalone");
    }

    @Test
    void takesATokenOfTheOperatorsOwn() throws Exception {
        var token = "--posthorn.operator.token=sixteen-characters-and-more";
        try (var posthorn = Standalone.start(new StandaloneOptions(0, 0, 0, directory, List.of(token)));
                var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(posthorn.operatorEndpoint() + "/accounts"))
                            .header("Authorization", "Bearer sixteen-characters-and-more")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Files.exists(directory.resolve("operator").resolve("token")))
                    .isFalse();
        }
    }
}
