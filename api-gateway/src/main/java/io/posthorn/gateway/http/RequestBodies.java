package io.posthorn.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** Reads request bodies whole, bounded in size, in time and in how many large ones there are at once. */
public final class RequestBodies {
    /** The longest possible send is about 40 KiB, so that only attachments and mischief are larger. */
    static final int SMALL = 64 * 1024;

    private static final int FIRST_READ = 2 * 1024;

    private final int limit;
    private final Semaphore large;
    private final Duration patience;

    /**
     * Sets the bounds.
     *
     * @param limit most bytes of one body
     * @param maxLarge most bodies over {@link #SMALL} held at a time
     * @param patience most time for one body
     */
    public RequestBodies(int limit, int maxLarge, Duration patience) {
        this.limit = limit;
        this.large = new Semaphore(maxLarge);
        this.patience = patience;
    }

    /** Most bytes of one body. */
    public int limit() {
        return limit;
    }

    /** What came of reading a body. */
    public sealed interface Outcome {
        /**
         * All of it.
         *
         * @param bytes backed by an array
         * @param lease to be closed when the request is answered
         */
        record Complete(ByteBuffer bytes, Lease lease) implements Outcome {}

        /** More than is read. */
        record TooLarge() implements Refused {}

        /** The client did not send it in time, or not all of it. */
        record TooSlow() implements Refused {}

        /** Too many large bodies are being held. */
        record TooManyLarge() implements Refused {}

        /** Nothing to work with. */
        sealed interface Refused extends Outcome {}
    }

    /** The right to hold a body in memory. */
    @FunctionalInterface
    public interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reads a body to its end.
     *
     * @param declaredLength of the body; negative where the client does not say
     * @throws IOException when the connection is lost
     */
    public Outcome read(InputStream in, long declaredLength) throws IOException {
        if (declaredLength > limit) {
            return new Outcome.TooLarge();
        }
        if (declaredLength > SMALL && !large.tryAcquire()) {
            return new Outcome.TooManyLarge();
        }
        var body = new Body(declaredLength);
        try {
            return body.read(in);
        } catch (IOException failed) {
            if (failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException) {
                return new Outcome.TooSlow();
            }
            throw failed;
        } finally {
            body.release();
        }
    }

    /** A body on its way in. */
    private final class Body {
        private final long declaredLength;
        private final long deadline = System.nanoTime() + patience.toNanos();
        private byte[] buffer;
        private int length;
        private boolean isLarge;
        private boolean isHandedOn;

        Body(long declaredLength) {
            this.declaredLength = declaredLength;
            isLarge = declaredLength > SMALL;
            // What a client declares it may never send, so a large buffer grows with what arrives.
            buffer = new byte[Math.min(SMALL, declaredLength < 0 ? Math.min(FIRST_READ, limit) : (int) declaredLength)];
        }

        Outcome read(InputStream in) throws IOException {
            while (length != declaredLength) {
                if (length == limit) {
                    return in.read() < 0 ? complete() : new Outcome.TooLarge();
                }
                if (length == buffer.length && !grow()) {
                    return new Outcome.TooManyLarge();
                }
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    return declaredLength < 0 ? complete() : new Outcome.TooSlow();
                }
                length += read;
                if (System.nanoTime() - deadline >= 0) {
                    return new Outcome.TooSlow();
                }
            }
            return complete();
        }

        private boolean grow() {
            if (length >= SMALL && !isLarge) {
                isLarge = large.tryAcquire();
                if (!isLarge) {
                    return false;
                }
            }
            var most = declaredLength < 0 ? limit : declaredLength;
            buffer = Arrays.copyOf(buffer, (int) Math.min(most, 2L * length));
            return true;
        }

        private Outcome complete() {
            isHandedOn = true;
            return new Outcome.Complete(ByteBuffer.wrap(buffer, 0, length), isLarge ? large::release : () -> {});
        }

        void release() {
            if (isLarge && !isHandedOn) {
                large.release();
            }
        }
    }
}
