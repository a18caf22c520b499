package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(wrapped(new AccessDeniedException("/srv/data")), "/srv/data: permission denied"),
                Arguments.of(wrapped(new FileAlreadyExistsException("/srv/data")), "/srv/data: is no directory"),
                Arguments.of(
                        wrapped(new NoSuchFileException("/proc/data")),
                        "/proc/data: there is no such file or directory, and none can be made"),
                Arguments.of(
                        wrapped(new FileSystemException("/srv/data", null, "Read-only file system")),
                        "/srv/data: Read-only file system"),
                Arguments.of(new IllegalStateException("outer", new IllegalStateException("the fault")), "the fault"),
                Arguments.of(
                        new PortInUseException(8082),
                        "Web server failed to start. Port 8082 was already in use.\nIdentify and stop the process"
                                + " that's listening on port 8082 or configure this application to listen on another"
                                + " port."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void tellsWhatIsWrong(Throwable failed, String expected) {
        assertThat(StartFailure.reason(failed)).isEqualTo(expected);
    }

    private static UncheckedIOException wrapped(IOException failed) {
        return new UncheckedIOException("cannot use data directory", failed);
    }
}
