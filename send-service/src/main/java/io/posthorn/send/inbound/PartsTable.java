package io.posthorn.send.inbound;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.inbound.InboundText;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.InboundPart;
import io.posthorn.schemas.JoiningMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The messages of which parts have come. One that is whole, or has waited long enough, goes on; it is remembered until
 * its time is up, so that a part that comes again is known.
 *
 * <p>The number of entries is bounded: somebody who sends nothing but first parts costs others some patience, but no
 * memory.
 */
final class PartsTable implements Timed {
    private static final int MOST_ENTRIES = 10_000;
    private static final int PAGE = 1_000;

    private final Table<JoiningMessage> table;
    private final Duration patience;
    private final Told told;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** Where messages go on. */
    @FunctionalInterface
    interface Told {
        void tell(Scope scope, String phoneNumberId, List<InboundPart> received, Outputs out);
    }

    private record Due(Instant at, String key) {}

    PartsTable(Table<JoiningMessage> table, Duration patience, Told told) {
        this.table = table;
        this.patience = patience;
        this.told = told;
        var after = "";
        List<Table.Entry<JoiningMessage>> page;
        do {
            page = table.page("", after, PAGE);
            for (var entry : page) {
                due.add(new Due(entry.value().getDeadline(), entry.key()));
                after = entry.key();
            }
        } while (page.size() == PAGE);
    }

    /** Takes a part; false where it has come before. */
    boolean add(InboundPart part, InboundProcessor.Receiver receiver, Instant now, Outputs out) {
        var key = key(part);
        var entry = table.get(key).orElse(null);
        if (entry != null) {
            for (var known : entry.getReceived()) {
                if (known.getPart() == part.getPart()) {
                    if (known.getText().equals(part.getText())) {
                        return false;
                    }
                    // Carriers count references in a circle: this is another message.
                    end(key, entry, out);
                    entry = null;
                    break;
                }
            }
        }
        if (entry == null) {
            entry = begin(key, receiver, now);
        }
        var received = new ArrayList<>(entry.getReceived());
        received.add(part);
        var complete = received.size() == part.getParts();
        var joined = JoiningMessage.newBuilder(entry)
                .setReceived(received)
                .setIsTold(entry.getIsTold() || complete)
                .build();
        if (complete) {
            goOn(joined, out);
        }
        table.put(key, joined);
        while (due.size() > MOST_ENTRIES) {
            endFirst(out);
        }
        return true;
    }

    /** Parts that say differently how many they are belong to different messages. */
    private static String key(InboundPart part) {
        return InboundText.key(part.getDestinationNumber(), part.getOriginationNumber()) + "/" + part.getCarrier() + "/"
                + part.getReference() + "/" + part.getParts();
    }

    private JoiningMessage begin(String key, InboundProcessor.Receiver receiver, Instant now) {
        // As exact as it is written down, so that it can be known again.
        var deadline = now.plus(patience).truncatedTo(ChronoUnit.MILLIS);
        due.add(new Due(deadline, key));
        return new JoiningMessage(
                receiver.scope().account().value(),
                receiver.scope().region(),
                receiver.number().id(),
                List.of(),
                false,
                deadline);
    }

    private void goOn(JoiningMessage entry, Outputs out) {
        var scope = new Scope(new AccountId(entry.getAccountId()), entry.getRegion());
        told.tell(scope, entry.getPhoneNumberId(), entry.getReceived(), out);
    }

    @Override
    public Optional<Instant> nextWake() {
        return Optional.ofNullable(due.peek()).map(Due::at);
    }

    @Override
    public void wake(Instant now, Outputs out) {
        while (!due.isEmpty() && !due.element().at().isAfter(now)) {
            endFirst(out);
        }
    }

    /** An entry whose reference has been used again meanwhile has another deadline now. */
    private void endFirst(Outputs out) {
        var first = due.remove();
        table.get(first.key())
                .filter(entry -> entry.getDeadline().equals(first.at()))
                .ifPresent(entry -> end(first.key(), entry, out));
    }

    private void end(String key, JoiningMessage entry, Outputs out) {
        if (!entry.getIsTold()) {
            goOn(entry, out);
        }
        table.delete(key);
    }
}
