package io.posthorn.bench.fault;

import io.posthorn.smsc.Smsc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jsmpp.bean.SubmitSm;

/**
 * A carrier over SMPP that writes down what it is handed. It takes its time to answer, so that there is always
 * something on the way, and repeats each receipt until it has been acknowledged.
 */
final class CountingCarrier implements AutoCloseable {
    /** Most messages without an answer on a connection. */
    static final int WINDOW = 20;

    private static final int THREADS = 10;
    private static final long ANSWER_AFTER = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long RECEIPT_AFTER = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long AGAIN_AFTER = TimeUnit.MILLISECONDS.toNanos(500);

    private final Policy policy;
    private final Ledger ledger;
    private final Smsc smsc;
    private final CarrierLink link;
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean closed;

    /** What the installation is told to do with messages in doubt at this carrier. */
    enum Policy {
        UNKNOWN,
        RESEND;

        String carrier() {
            return "carrier-" + name().toLowerCase(Locale.ROOT);
        }
    }

    CountingCarrier(Policy policy, Ledger ledger) throws IOException {
        this.policy = policy;
        this.ledger = ledger;
        smsc = Smsc.start(THREADS, this::submitted);
        link = new CarrierLink(smsc.port());
    }

    Policy policy() {
        return policy;
    }

    CarrierLink link() {
        return link;
    }

    /** What the send-service is to know of it. */
    List<String> arguments() {
        var key = "--posthorn.send.carriers.smpp." + policy.carrier() + ".";
        return List.of(
                key + "host=127.0.0.1",
                key + "port=" + link.port(),
                key + "window=" + WINDOW,
                key + "reconnect-at-most=2s",
                key + "in-doubt=" + policy);
    }

    private String submitted(Smsc self, SubmitSm message) {
        ledger.submitted(policy, Traffic.number(new String(message.getShortMessage(), StandardCharsets.US_ASCII)));
        LockSupport.parkNanos(this, ANSWER_AFTER);
        var id = policy.name() + ids.incrementAndGet();
        var from = message.getDestAddress();
        var to = message.getSourceAddr();
        Thread.ofVirtual().start(() -> report(id, from, to));
        return id;
    }

    private void report(String id, String from, String to) {
        LockSupport.parkNanos(this, RECEIPT_AFTER);
        while (!closed) {
            try {
                smsc.receipt(id, "DELIVRD", from, to);
                return;
            } catch (IllegalStateException notAcknowledged) {
                LockSupport.parkNanos(this, AGAIN_AFTER);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        link.close();
        smsc.close();
    }
}
