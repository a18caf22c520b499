package io.posthorn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.gateway.http.RequestBodies.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodiesTest {
    private static final int LIMIT = 200_000;
    private static final long UNKNOWN = -1;

    private final RequestBodies bodies = new RequestBodies(LIMIT, 1, Duration.ofMinutes(1));

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, RequestBodies.SMALL, RequestBodies.SMALL + 1, LIMIT - 1, LIMIT})
    void readsBodiesUpToTheLimit(int length) throws IOException {
        var body = body(length);

        assertThat(complete(bodies.read(new ByteArrayInputStream(body), length)))
                .isEqualTo(body);
        assertThat(complete(bodies.read(new ByteArrayInputStream(body), UNKNOWN)))
                .isEqualTo(body);
    }

    @Test
    void refusesALongerBodyWithoutReadingIt() throws IOException {
        assertThat(bodies.read(unreadable(), LIMIT + 1)).isEqualTo(new Outcome.TooLarge());
    }

    @Test
    void refusesABodyThatTurnsOutLonger() throws IOException {
        assertThat(bodies.read(new ByteArrayInputStream(body(LIMIT + 1)), UNKNOWN))
                .isEqualTo(new Outcome.TooLarge());
    }

    @Test
    void readsNoFurtherThanDeclared() throws IOException {
        assertThat(complete(bodies.read(new ByteArrayInputStream(body(100)), 10)))
                .hasSize(10);
    }

    @Test
    void takesAShorterBodyForOneThatDidNotArrive() throws IOException {
        assertThat(bodies.read(new ByteArrayInputStream(body(5)), 10)).isEqualTo(new Outcome.TooSlow());
    }

    @Test
    void givesUpOnASilentClient() throws IOException {
        assertThat(bodies.read(silent(), 10)).isEqualTo(new Outcome.TooSlow());
    }

    @Test
    void givesUpOnAClientThatTakesTooLong() throws IOException {
        var impatient = new RequestBodies(LIMIT, 1, Duration.ZERO);

        assertThat(impatient.read(new ByteArrayInputStream(body(10)), 10)).isEqualTo(new Outcome.TooSlow());
    }

    @Test
    void holdsOnlySoManyLargeBodies() throws IOException {
        var large = body(RequestBodies.SMALL + 1);
        var first = (Outcome.Complete) bodies.read(new ByteArrayInputStream(large), large.length);

        assertThat(bodies.read(new ByteArrayInputStream(large), large.length)).isEqualTo(new Outcome.TooManyLarge());
        assertThat(bodies.read(new ByteArrayInputStream(body(10)), 10)).isInstanceOf(Outcome.Complete.class);

        first.lease().close();
        assertThat(bodies.read(new ByteArrayInputStream(large), large.length)).isInstanceOf(Outcome.Complete.class);
    }

    @Test
    void keepsNoPlaceForALargeBodyThatWasNotRead() throws IOException {
        var tooLarge = body(LIMIT + 1);
        assertThat(bodies.read(new ByteArrayInputStream(tooLarge), UNKNOWN)).isEqualTo(new Outcome.TooLarge());

        assertThat(bodies.read(new ByteArrayInputStream(body(LIMIT)), LIMIT)).isInstanceOf(Outcome.Complete.class);
    }

    private static byte[] complete(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Complete.class);
        var complete = (Outcome.Complete) outcome;
        complete.lease().close();
        var bytes = new byte[complete.bytes().remaining()];
        complete.bytes().get(bytes);
        return bytes;
    }

    private static byte[] body(int length) {
        var body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) i;
        }
        return body;
    }

    /** A body that must not be read. */
    private static InputStream unreadable() {
        return new FailingBody(new IOException("was read"));
    }

    /** A body that does not come. */
    private static InputStream silent() {
        return new FailingBody(new SocketTimeoutException());
    }

    private static final class FailingBody extends InputStream {
        private final IOException failure;

        FailingBody(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw failure;
        }
    }
}
