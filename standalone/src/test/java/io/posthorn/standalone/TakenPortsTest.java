package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenPortsTest {
    @TempDir
    private Path data;

    @Test
    void tellsAllThatAreTakenBeforeAnythingStarts() throws IOException {
        try (var api = taken();
                var operator = taken()) {
            var options = new StandaloneOptions(
                    api.getLocalPort(), 0, 0, data, List.of("--posthorn.operator.port=" + operator.getLocalPort()));

            assertThatThrownBy(() -> Standalone.start(options))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "ports are taken: %d (--port), %d (--posthorn.operator.port); choose others with these"
                                    + " options, 0 for any free one",
                            api.getLocalPort(), operator.getLocalPort());
            assertThat(data).isEmptyDirectory();
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
