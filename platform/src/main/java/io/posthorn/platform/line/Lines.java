package io.posthorn.platform.line;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.Table;
import io.posthorn.platform.stage.TableKeys;
import io.posthorn.platform.stage.Timed;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The lines in which messages wait, one for each number, recipient or whatever else {@link Exit#line} tells apart. A
 * message whose line is empty and has room in its window passes at once; any other waits in the table. A line that has
 * to wait delays no other line.
 *
 * <p>In memory is only what each line needs, some 500 bytes together with its window, while it was in use within the
 * last window; waiting messages stay in the table. When a partition arrives the lines are found again by jumping from
 * line to line, and every line is held for one second, because what it let go last is unknown.
 *
 * <p>Transactional messages go before promotional ones, but every fifth release of a line that has both is promotional.
 * Within one line and priority the order of arrival is kept.
 *
 * <p>Expiry: a message is never released after its time to live. While it waits, its end is found by passes over its
 * line, begun when the earliest end in the line has come. Where times end in the order of arrival, as they do while all
 * messages of a number have the same time to live, a pass looks at those in front only, and the end is told within a
 * tenth of a second, however long the line is. Where they do not, it begins at most once a second and reads some 40,000
 * messages a second, so that in a line of 100,000 messages the end is told within about five seconds.
 */
public final class Lines<V extends SpecificRecord> implements Timed {
    /** Longer than the window: the last releases of the partition's former owner have left it by then. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final int WORK_PER_WAKE = 1_000;
    private static final int WORK_PER_LINE = 100;
    private static final int PAGE = 64;
    private static final int EXPIRY_PAGE = 200;
    private static final long BETWEEN_EXPIRY_PAGES = 5;
    private static final long BETWEEN_EXPIRY_PASSES = 1_000;
    private static final long BETWEEN_LOOKS_AT_THE_FRONT = 100;

    private final Table<V> table;
    private final Duration window;
    private final long catchUp;
    private final ToIntFunction<Message> rates;
    private final Exit<V> exit;
    private final long settledAt;
    private final Map<String, Line> lines = new HashMap<>();
    private final TreeSet<Line> due =
            new TreeSet<>(Comparator.comparingLong(Line::wakeAt).thenComparingLong(Line::ticket));
    private final LongAdder waiting = new LongAdder();
    private long tickets;
    private int sweepAt = 1_024;

    /** What became of a message that was offered. */
    public enum Passage {
        RELEASED,
        EXPIRED,
        WAITS
    }

    /**
     * @param window over any period of this length a line keeps its rate
     * @param catchUp a message that goes up to so much later than it might have is counted at the time it might have: a
     *     line then keeps its rate on the average, and single messages may come closer by so much. Zero keeps it
     *     exactly
     * @param rates units per second at which the line of a message moves, 1 to 100,000
     * @param now when the partition arrived
     */
    public Lines(
            Table<V> table,
            Duration window,
            Duration catchUp,
            ToIntFunction<Message> rates,
            Exit<V> exit,
            Instant now) {
        this.table = table;
        this.window = window;
        this.catchUp = catchUp.toMillis();
        this.rates = rates;
        this.exit = exit;
        this.settledAt = now.plus(SETTLE).toEpochMilli();
        findLines();
    }

    /** Lets a message pass or wait. */
    public Passage offer(V value, Instant now, Outputs out) {
        var message = exit.message(value);
        if (!message.getExpiresAt().isAfter(now)) {
            exit.expire(value, now, out);
            return Passage.EXPIRED;
        }
        var line = line(exit.line(value));
        var at = now.toEpochMilli();
        var rate = rates.applyAsInt(message);
        var units = exit.units(value);
        if (line.isEmpty() && line.opensAt(units, rate, at) <= at && isFree(line, value, now)) {
            line.goes(units, rate, exit.pass(value, now, out), now, millisAfter(now));
            return Passage.RELEASED;
        }
        var lane = line.lane(message);
        table.put(line.key(lane, lane.next), value);
        lane.next++;
        joined(line, lane, value, rate, at);
        return Passage.WAITS;
    }

    /** Puts a message that was released, but could not go, back to the head of its line. */
    public void putBack(V value, Instant now) {
        var message = exit.message(value);
        var line = line(exit.line(value));
        var lane = line.lane(message);
        lane.first--;
        table.put(line.key(lane, lane.first), value);
        lane.isInOrder = false;
        line.passIsInOrder = false;
        joined(line, lane, value, rates.applyAsInt(message), now.toEpochMilli());
    }

    /** Keeps the line this message stands in from moving until then. */
    public void hold(V value, Instant until) {
        var line = line(exit.line(value));
        line.heldUntil = Math.max(line.heldUntil, until.toEpochMilli());
    }

    /** Tells when a message that was to go {@link Exit#LATER} has gone; in the order in which they were released. */
    public void gone(V value, Instant at) {
        var line = line(exit.line(value));
        if (line.window.isAnyLeaving()) {
            line.window.gone(millisAfter(at));
        }
        if (!line.isEmpty()) {
            line.releaseAt = line.opensAt(1, line.lastRate, at.toEpochMilli());
            schedule(line, at.toEpochMilli());
        }
    }

    /** Lets a line move that waits because of {@link Exit#notBefore}. */
    public void goOn(String name, Instant now, Outputs out) {
        var line = lines.get(name);
        if (line == null) {
            return;
        }
        line.blockedUntil = 0;
        if (!line.isEmpty()) {
            var at = now.toEpochMilli();
            line.releaseAt = line.opensAt(1, line.lastRate, at);
            due.remove(line);
            release(line, now, out);
            schedule(line, at);
        }
    }

    @Override
    public Optional<Instant> nextWake() {
        return due.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due.first().wakeAt));
    }

    /** Does what is due, or as much of it as fits into a short moment; {@link #nextWake} then tells that more is. */
    @Override
    public void wake(Instant now, Outputs out) {
        var at = now.toEpochMilli();
        var work = 0;
        while (work < WORK_PER_WAKE && !due.isEmpty() && due.first().wakeAt <= at) {
            var line = due.removeFirst();
            work += 1 + release(line, now, out);
            work += findExpired(line, now, out);
            schedule(line, at);
        }
    }

    /** The names of the lines somebody waits in. */
    public List<String> waitingLines() {
        return lines.values().stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.name)
                .toList();
    }

    /**
     * What waits in one line.
     *
     * @param units what it takes of the line's rate; after the partition arrived it is estimated from the first
     *     messages
     * @param estimatedWait how long it takes until all of them have gone, if nobody joins and the rate of the last one
     *     counts
     * @param first the message that was asked for first
     */
    public record Backlog(long messages, long units, Duration estimatedWait, Message first) {}

    /** What waits in the line of this name; empty where nobody does. */
    public Optional<Backlog> backlog(String name, Instant now) {
        var line = lines.get(name);
        if (line == null || line.isEmpty()) {
            return Optional.empty();
        }
        var units = line.lanes[0].units + line.lanes[1].units;
        var opensIn = Math.max(0, Math.max(line.closedUntil(), line.releaseAt) - now.toEpochMilli());
        var wait = Duration.ofMillis(opensIn + Math.ceilDiv(units * window.toMillis(), line.lastRate));
        return Stream.of(line.lanes)
                .flatMap(lane -> table.page(line.prefix(lane), line.key(lane, lane.first - 1), 1).stream())
                .map(entry -> exit.message(entry.value()))
                .min(Comparator.comparing(Message::getRequestedAt))
                .map(first ->
                        new Backlog(line.lanes[0].waiting + line.lanes[1].waiting, Math.max(1, units), wait, first));
    }

    /**
     * How many messages wait. After the partition arrived it may count some that expired before, until their line is
     * empty.
     */
    public long waiting() {
        return waiting.sum();
    }

    private void joined(Line line, Lane lane, V value, int rate, long at) {
        var units = exit.units(value);
        var expiresAt = exit.message(value).getExpiresAt().toEpochMilli();
        lane.joins(units, expiresAt);
        waiting.increment();
        exit.waits(value);
        line.lastRate = rate;
        line.noteExpiry(expiresAt);
        if (line.releaseAt == Line.NEVER) {
            line.releaseAt = line.opensAt(units, rate, at);
        }
        schedule(line, at);
        exit.moved(line.name, Instant.ofEpochMilli(at));
    }

    /** Whether what is behind the lines has room; otherwise the line waits for it. */
    private boolean isFree(Line line, V value, Instant now) {
        var notBefore = exit.notBefore(value, now);
        notBefore.ifPresent(until -> line.blockedUntil = until.toEpochMilli());
        return notBefore.isEmpty();
    }

    private int release(Line line, Instant now, Outputs out) {
        var at = now.toEpochMilli();
        if (line.releaseAt > at) {
            return 0;
        }
        if (line.closedUntil() > at) {
            line.releaseAt = line.closedUntil();
            return 0;
        }
        // What comes late because this thread was busy counts as if it had been on time.
        var from = Math.clamp(line.releaseAt, at - catchUp, at);
        var heads = new Heads(line);
        for (int released = 0; released < WORK_PER_LINE; released++) {
            var next = heads.nextLane(at);
            if (next.isEmpty()) {
                line.releaseAt = Line.NEVER;
                return released;
            }
            var lane = next.get();
            var entry = heads.first(lane, at);
            var message = exit.message(entry.value());
            if (!message.getExpiresAt().isAfter(now)) {
                exit.expire(entry.value(), now, out);
            } else if (!exit.takeAside(entry.value(), now, out)) {
                var rate = rates.applyAsInt(message);
                var units = exit.units(entry.value());
                var opensAt = line.opensAt(units, rate, from);
                if (opensAt > at) {
                    line.releaseAt = opensAt;
                    return released;
                }
                from = opensAt;
                line.lastRate = rate;
                if (!isFree(line, entry.value(), now)) {
                    line.releaseAt = line.blockedUntil;
                    return released;
                }
                line.goes(units, rate, exit.release(entry.value(), now, out), now, opensAt);
                line.released(lane);
            }
            table.delete(entry.key());
            heads.remove(lane);
            left(line, lane, entry.value(), now);
            lane.first = line.sequence(entry.key()) + 1;
        }
        return WORK_PER_LINE;
    }

    /** Rounded up, because what went within a millisecond may have gone at its end. */
    private static long millisAfter(Instant instant) {
        return instant.plusNanos(999_999).toEpochMilli();
    }

    /** Reads one page of a line for messages whose time has ended. */
    private int findExpired(Line line, Instant now, Outputs out) {
        var at = now.toEpochMilli();
        if (line.expiryAt() > at || line.isEmpty()) {
            return 0;
        }
        line.beginPass();
        var lane = line.lanes[line.passLane];
        var limit = lane.isInOrder ? PAGE : EXPIRY_PAGE;
        var page = table.page(line.prefix(lane), line.key(lane, Math.max(line.passAfter, lane.first - 1)), limit);
        for (var entry : page) {
            var expiresAt = exit.message(entry.value()).getExpiresAt();
            line.passes(line.sequence(entry.key()), expiresAt.toEpochMilli());
            if (expiresAt.isAfter(now)) {
                line.passEarliest = Math.min(line.passEarliest, expiresAt.toEpochMilli());
                if (lane.isInOrder) {
                    line.endLaneOfPass(at);
                    return page.size();
                }
            } else {
                exit.expire(entry.value(), now, out);
                table.delete(entry.key());
                left(line, lane, entry.value(), now);
            }
        }
        if (page.size() == limit) {
            line.nextExpiryPage = at + BETWEEN_EXPIRY_PAGES;
        } else {
            line.lookedAtAll(lane);
            line.endLaneOfPass(at);
        }
        return page.size();
    }

    private void left(Line line, Lane lane, V value, Instant now) {
        if (lane.waiting > 0) {
            lane.leaves(exit.units(value));
            waiting.decrement();
        }
        exit.waitsNoMore(value);
        exit.moved(line.name, now);
    }

    private void schedule(Line line, long at) {
        due.remove(line);
        if (line.isEmpty()) {
            line.forgetBacklog();
            return;
        }
        if (line.releaseAt == Line.NEVER) {
            line.releaseAt = Math.max(at, line.closedUntil());
        }
        line.wakeAt = Math.min(line.releaseAt, line.expiryAt());
        line.ticket = tickets++;
        due.add(line);
    }

    private Line line(String name) {
        var known = lines.get(name);
        if (known != null) {
            return known;
        }
        if (lines.size() >= sweepAt) {
            sweep();
        }
        var line = new Line(name, new PartsWindow(window), settledAt);
        lines.put(name, line);
        return line;
    }

    /** Forgets lines that let nothing go within their window: a map of everybody who ever sent would grow forever. */
    private void sweep() {
        var latest =
                lines.values().stream().mapToLong(each -> each.lastSeen).max().orElse(Line.NEVER);
        lines.values().removeIf(line -> line.isEmpty() && line.closedUntil() <= latest && line.window.isEmpty(latest));
        sweepAt = Math.max(1_024, 2 * lines.size());
    }

    private void findLines() {
        var after = "";
        while (true) {
            var first = table.page("", after, 1);
            if (first.isEmpty()) {
                return;
            }
            var key = first.getFirst().key();
            var line = line(key.substring(0, key.lastIndexOf('/')));
            for (var lane : line.lanes) {
                findEnds(line, lane);
            }
            line.noteExpiry(settledAt);
            line.releaseAt = settledAt;
            schedule(line, settledAt);
            after = line.name + "/~";
        }
    }

    /** Finds first and last message of a lane in as many steps as its length has binary digits, twice. */
    private void findEnds(Line line, Lane lane) {
        var first = sequenceAfter(line, lane, -1);
        if (first < 0) {
            return;
        }
        var last = first;
        var step = 1L;
        for (var found = sequenceAfter(line, lane, last); found >= 0; found = sequenceAfter(line, lane, last + step)) {
            last = found;
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            var found = sequenceAfter(line, lane, last + step - 1);
            last = Math.max(last, found);
        }
        lane.first = first;
        lane.next = last + 1;
        lane.waiting = last - first + 1;
        lane.isInOrder = false;
        waiting.add(lane.waiting);
        var sample = table.page(line.prefix(lane), line.key(lane, first - 1), PAGE);
        lane.units = lane.waiting
                * sample.stream().mapToInt(entry -> exit.units(entry.value())).sum()
                / sample.size();
        line.lastRate = rates.applyAsInt(exit.message(sample.getFirst().value()));
    }

    private long sequenceAfter(Line line, Lane lane, long sequence) {
        var page = table.page(line.prefix(lane), sequence < 0 ? "" : line.key(lane, sequence), 1);
        return page.isEmpty() ? -1 : line.sequence(page.getFirst().key());
    }

    /** The first messages of a line, read a page at a time and forgotten when the wake ends. */
    private final class Heads {
        private final Line line;
        private final Map<Lane, Deque<Table.Entry<V>>> pages = new HashMap<>();

        Heads(Line line) {
            this.line = line;
        }

        /** The lane whose turn it is, if anybody waits at all. */
        Optional<Lane> nextLane(long at) {
            var turn = line.turn();
            if (!page(turn, at).isEmpty()) {
                return Optional.of(turn);
            }
            var other = line.other(turn);
            return page(other, at).isEmpty() ? Optional.empty() : Optional.of(other);
        }

        Table.Entry<V> first(Lane lane, long at) {
            return page(lane, at).getFirst();
        }

        void remove(Lane lane) {
            page(lane, 0).removeFirst();
        }

        private Deque<Table.Entry<V>> page(Lane lane, long at) {
            var page = pages.computeIfAbsent(lane, any -> new ArrayDeque<>());
            if (page.isEmpty() && lane.waiting > 0) {
                var limit = Math.clamp(line.window.room(line.lastRate, at), 1, PAGE);
                page.addAll(table.page(line.prefix(lane), line.key(lane, lane.first - 1), limit));
                if (page.isEmpty()) {
                    waiting.add(-lane.waiting);
                    lane.empty();
                    exit.moved(line.name, Instant.ofEpochMilli(at));
                }
            }
            return page;
        }
    }

    /** Messages of one line and priority. */
    private static final class Lane {
        /** Leaves room before it for messages that are put back, and sorts as text because it never gains a digit. */
        private static final long FIRST_SEQUENCE = 1_000_000_000_000_000L;

        final char digit;
        long first = FIRST_SEQUENCE;
        long next = FIRST_SEQUENCE;
        long waiting;
        long units;

        /** Whether nobody's time ends before that of somebody in front of them; false where it is not known. */
        boolean isInOrder = true;

        private long latestExpiry;

        Lane(char digit) {
            this.digit = digit;
        }

        void joins(int more, long expiresAt) {
            isInOrder = waiting == 0 || (isInOrder && expiresAt >= latestExpiry);
            latestExpiry = waiting == 0 ? expiresAt : Math.max(latestExpiry, expiresAt);
            waiting++;
            units += more;
        }

        void leaves(int fewer) {
            waiting--;
            units = waiting == 0 ? 0 : Math.max(waiting, units - fewer);
        }

        void empty() {
            waiting = 0;
            units = 0;
            first = next;
        }
    }

    /** What is known of one line. */
    private static final class Line {
        static final long NEVER = Long.MAX_VALUE;

        private static final long LOOK_AGAIN = 1_000;
        private static final int SEQUENCE_DIGITS = 16;
        private static final int URGENT = 0;
        private static final int PATIENT = 1;
        private static final int URGENT_IN_A_ROW = 4;

        final String name;
        final PartsWindow window;
        final Lane[] lanes = {new Lane('0'), new Lane('1')};
        long heldUntil;
        long blockedUntil;
        long releaseAt = NEVER;
        long wakeAt = NEVER;
        long ticket;
        long lastSeen;
        int lastRate = 1;
        int urgentInARow;

        private long earliestExpiry = NEVER;
        private long nextExpiryPage;
        private int passLane = -1;
        private long passAfter;
        private long passEarliest;
        private long passLatest;
        private boolean passIsInOrder;

        Line(String name, PartsWindow window, long heldUntil) {
            this.name = name;
            this.window = window;
            this.heldUntil = heldUntil;
        }

        long wakeAt() {
            return wakeAt;
        }

        long ticket() {
            return ticket;
        }

        Lane lane(Message message) {
            return lanes[message.getMessageType() == MessageType.PROMOTIONAL ? PATIENT : URGENT];
        }

        boolean isEmpty() {
            return lanes[URGENT].waiting == 0 && lanes[PATIENT].waiting == 0;
        }

        long opensAt(int parts, int rate, long at) {
            lastSeen = at;
            var opens = window.earliest(parts, rate, at);
            // Whoever is about to go tells when; should that fail, somebody looks again.
            return Math.max(closedUntil(), opens == PartsWindow.NOT_KNOWN ? at + LOOK_AGAIN : opens);
        }

        long closedUntil() {
            return Math.max(heldUntil, blockedUntil);
        }

        /** @param opensAt what counts where it goes at once */
        void goes(int units, int rate, Instant gone, Instant now, long opensAt) {
            if (gone.equals(Exit.LATER)) {
                window.reserve(units, rate);
            } else {
                window.take(units, rate, gone.equals(now) ? opensAt : millisAfter(gone));
            }
        }

        /** The lane whose turn it is, if both have messages. */
        Lane turn() {
            return lanes[urgentInARow < URGENT_IN_A_ROW ? URGENT : PATIENT];
        }

        Lane other(Lane lane) {
            return lane == lanes[URGENT] ? lanes[PATIENT] : lanes[URGENT];
        }

        void released(Lane lane) {
            urgentInARow = lane == lanes[PATIENT] || lanes[PATIENT].waiting == 0 ? 0 : urgentInARow + 1;
        }

        String prefix(Lane lane) {
            return name + "/" + lane.digit;
        }

        String key(Lane lane, long sequence) {
            return prefix(lane) + TableKeys.number(sequence, SEQUENCE_DIGITS);
        }

        long sequence(String key) {
            return Long.parseLong(key, name.length() + 2, key.length(), 10);
        }

        void noteExpiry(long expiresAt) {
            earliestExpiry = Math.min(earliestExpiry, expiresAt);
            passEarliest = Math.min(passEarliest, expiresAt);
        }

        long expiryAt() {
            return passLane >= 0 ? nextExpiryPage : Math.max(earliestExpiry, nextExpiryPage);
        }

        void beginPass() {
            if (passLane < 0) {
                passLane = 0;
                passEarliest = NEVER;
                beginLaneOfPass();
            }
        }

        private void beginLaneOfPass() {
            passAfter = -1;
            passLatest = 0;
            passIsInOrder = true;
        }

        void passes(long sequence, long expiresAt) {
            passAfter = sequence;
            passIsInOrder &= expiresAt >= passLatest;
            passLatest = Math.max(passLatest, expiresAt);
        }

        void lookedAtAll(Lane lane) {
            lane.isInOrder = passIsInOrder;
            lane.latestExpiry = passLatest;
        }

        void endLaneOfPass(long at) {
            passLane++;
            beginLaneOfPass();
            if (passLane == lanes.length) {
                passLane = -1;
                earliestExpiry = passEarliest;
                nextExpiryPage = at
                        + (lanes[URGENT].isInOrder && lanes[PATIENT].isInOrder
                                ? BETWEEN_LOOKS_AT_THE_FRONT
                                : BETWEEN_EXPIRY_PASSES);
            } else {
                nextExpiryPage = at;
            }
        }

        void forgetBacklog() {
            releaseAt = NEVER;
            wakeAt = NEVER;
            earliestExpiry = NEVER;
            passLane = -1;
            urgentInARow = 0;
        }
    }
}
