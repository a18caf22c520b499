package io.posthorn.optout;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.ClearedOptOutList;
import io.posthorn.schemas.OptedOutNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The deleted lists. A list may have millions of numbers in one partition; they go bit by bit, in many transactions,
 * while messages pass between. What is left of a list counts for nobody: a list of the same name has other keys.
 */
final class ClearedLists implements Timed {
    /** How many numbers go in one transaction: some milliseconds that the messages behind them wait. */
    private static final int BIT = 1_000;

    /** Whoever wrote a command for a list before it was deleted has given up on its answer long before. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);
    private static final int PAGE = 100;

    private final Table<ClearedOptOutList> lists;
    private final Table<OptedOutNumber> numbers;
    private final IntConsumer meter;

    /** Keys of the lists that may still have numbers. */
    private final Deque<String> filled = new ArrayDeque<>();

    /** The last number removed from the first of them: what is gone leaves traces that take time to step over. */
    private String removed = "";

    /** Null while there is no list to forget. */
    private @Nullable Instant nextSweep;

    /** @param meter learns how many numbers were removed */
    ClearedLists(Table<ClearedOptOutList> lists, Table<OptedOutNumber> numbers, IntConsumer meter, Instant now) {
        this.lists = lists;
        this.numbers = numbers;
        this.meter = meter;
        var page = lists.page("", "", PAGE);
        nextSweep = page.isEmpty() ? null : now;
        while (!page.isEmpty()) {
            page.stream().filter(list -> !list.value().getIsEmpty()).forEach(list -> filled.add(list.key()));
            page = lists.page("", page.getLast().key(), PAGE);
        }
    }

    /** Whether a list is among them. */
    boolean contains(String list) {
        return lists.get(list).isPresent();
    }

    /** A list was deleted. */
    void add(String list, Instant now) {
        if (!contains(list)) {
            lists.put(list, new ClearedOptOutList(now, false));
            filled.add(list);
            nextSweep = nextSweep == null ? now.plus(SWEEP_INTERVAL) : nextSweep;
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return filled.isEmpty() ? Optional.ofNullable(nextSweep) : Optional.of(Instant.EPOCH);
    }

    @Override
    public void wake(Instant now, Outputs out) {
        if (nextSweep != null && !nextSweep.isAfter(now)) {
            nextSweep = forget(now) ? null : now.plus(SWEEP_INTERVAL);
        }
        if (!filled.isEmpty()) {
            empty(filled.getFirst(), now);
        }
    }

    private void empty(String list, Instant now) {
        var bit = numbers.page(list + "/", removed, BIT);
        bit.forEach(entry -> numbers.delete(entry.key()));
        if (bit.size() < BIT) {
            lists.put(list, new ClearedOptOutList(now, true));
            filled.removeFirst();
            removed = "";
        } else {
            removed = bit.getLast().key();
        }
        meter.accept(bit.size());
    }

    /** Whether no list is left. */
    private boolean forget(Instant now) {
        var page = lists.page("", "", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(list -> list.value().getIsEmpty()
                            && !list.value().getClearedAt().plus(REMEMBERED).isAfter(now))
                    .forEach(list -> lists.delete(list.key()));
            page = lists.page("", page.getLast().key(), PAGE);
        }
        return lists.page("", "", 1).isEmpty();
    }
}
