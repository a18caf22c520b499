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

/** What whoever starts the system gets to see. */
class StartIT {
    @TempDir
    private Path directory;

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
