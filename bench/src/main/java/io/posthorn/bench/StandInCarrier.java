package io.posthorn.bench;

import io.posthorn.smsc.Smsc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.bean.SubmitSm;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier over SMPP that takes everything at once, and tells of each message that wants to know, right after its
 * answer, that it was delivered. Messages are told apart by the number their text ends with.
 */
final class StandInCarrier implements Smsc.Behaviour, AutoCloseable {
    private static final int SMSC_THREADS = 4;

    /** Receipts without an answer at a time: a window as carriers have it. */
    private static final int RECEIPT_THREADS = 32;

    private static final Logger log = LoggerFactory.getLogger(StandInCarrier.class);

    private final Smsc smsc;
    private final boolean withReceipts;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Receipt> unanswered = new ConcurrentHashMap<>();
    private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
    private final List<Thread> reporters = new ArrayList<>();
    private volatile @Nullable NumberedFlights flights;

    private record Receipt(String id, String from, String to) {}

    /** @param withReceipts whether it tells what became of messages */
    StandInCarrier(boolean withReceipts) throws IOException {
        this.withReceipts = withReceipts;
        smsc = Smsc.start(SMSC_THREADS, this);
        if (withReceipts) {
            for (var i = 0; i < RECEIPT_THREADS; i++) {
                reporters.add(Thread.ofPlatform().daemon().name("receipts-" + i).start(this::report));
            }
        }
    }

    int port() {
        return smsc.port();
    }

    /** Connections that are bound. */
    int bound() {
        return smsc.bound();
    }

    /** Reports to {@code newFlights} from now on. */
    void tell(NumberedFlights newFlights) {
        flights = newFlights;
    }

    @Override
    public String submitted(Smsc self, SubmitSm message) {
        var told = flights;
        if (told != null) {
            told.submitted(Numbered.number(message.getShortMessage()), System.nanoTime());
        }
        var id = Long.toString(ids.incrementAndGet());
        if (withReceipts) {
            unanswered.put(id, new Receipt(id, message.getDestAddress(), message.getSourceAddr()));
        }
        return id;
    }

    @Override
    public void answered(String id) {
        // Before its answer has left, a client cannot know what the receipt is about.
        var receipt = unanswered.remove(id);
        if (receipt != null) {
            receipts.add(receipt);
        }
    }

    private void report() {
        try {
            while (true) {
                var receipt = receipts.take();
                report(receipt);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Receipt receipt) {
        try {
            smsc.receipt(receipt.id, "DELIVRD", receipt.from, receipt.to);
        } catch (IllegalStateException notAcknowledged) {
            // Not repeated: its message will be missing, and the figures are of no use.
            log.atWarn().setCause(notAcknowledged).log("a receipt was not acknowledged");
        }
    }

    @Override
    public void close() throws IOException {
        reporters.forEach(Thread::interrupt);
        smsc.close();
    }
}
