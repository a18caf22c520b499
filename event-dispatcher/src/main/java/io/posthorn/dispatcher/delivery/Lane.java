package io.posthorn.dispatcher.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Sink;
import io.posthorn.platform.stage.TableKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory of the queue of one place: how long it is, and which of it is to be tried again when. What
 * waits stays in the table.
 */
final class Lane implements Comparable<Lane> {
    /**
     * So many that are to be tried again are kept in mind, some 200 bytes each; the others wait for one of them to end.
     */
    private static final int MOST_PARKED = 1_000;

    private static final long NOTHING = -1;

    private static final int POSITION_DIGITS = 19;

    private final String key;
    private final Place place;
    private final Sink sink;
    private final CircuitBreaker breaker;

    /** Taken up already and to be tried again, by position; in a lane in order there are none. */
    private final NavigableMap<Long, Parked> parked = new TreeMap<>();

    private long waiting;
    private long bytes;
    private long newest = NOTHING;

    /** Everything up to here has been taken up. */
    private long takenUp = NOTHING;

    private Instant newestAcceptedAt = Instant.EPOCH;
    private @Nullable Instant oldestAcceptedAt;
    private Instant holdUntil = Instant.EPOCH;
    private boolean inFlight;
    private boolean planned;
    private @Nullable Instant due;
    private @Nullable Trouble trouble;

    /** @param notBefore when it may be tried; in the past for what only waits for an earlier one of its message */
    record Parked(String messageId, Instant acceptedAt, Instant notBefore) {}

    /** The last failure. */
    record Trouble(String detail, Instant at) {}

    Lane(Place place, Sink sink, Patience patience) {
        this.key = key(place);
        this.place = place;
        this.sink = sink;
        this.breaker = patience.breaker(key);
    }

    /**
     * What lanes are known by, and what the keys of their entries begin with. Neither ARNs nor branches have spaces.
     */
    static String key(Place place) {
        return place.account().value() + "/" + place.target().arn() + " " + place.branch();
    }

    static long positionOfEntry(String entry) {
        return Long.parseLong(entry.substring(entry.lastIndexOf(' ') + 1));
    }

    String key() {
        return key;
    }

    Place place() {
        return place;
    }

    Sink sink() {
        return sink;
    }

    Limits limits() {
        return sink.limits(place);
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    String entry(long position) {
        return prefix() + TableKeys.number(position, POSITION_DIGITS);
    }

    String prefix() {
        return key + " ";
    }

    /** Where what has not been taken up begins: after this entry. */
    String takenUpEntry() {
        return takenUp == NOTHING ? "" : entry(takenUp);
    }

    void added(long position, long size, Instant acceptedAt) {
        if (waiting == 0) {
            oldestAcceptedAt = acceptedAt;
        }
        waiting++;
        bytes += size;
        newest = position;
        newestAcceptedAt = acceptedAt;
    }

    void removed(long position, long size) {
        waiting--;
        bytes -= size;
        parked.remove(position);
    }

    void takeUp(long position) {
        takenUp = Math.max(takenUp, position);
    }

    void park(long position, Parked entry) {
        parked.put(position, entry);
    }

    NavigableMap<Long, Parked> parked() {
        return parked;
    }

    boolean hasRoomToPark() {
        return parked.size() < MOST_PARKED;
    }

    /** @param first accepted at; null where nothing waits */
    void oldest(@Nullable Instant first) {
        oldestAcceptedAt = first;
    }

    Optional<Instant> oldest() {
        return Optional.ofNullable(oldestAcceptedAt);
    }

    long waiting() {
        return waiting;
    }

    /** Whether nothing waits, and nothing has come since. */
    boolean isIdleSince(Instant time) {
        return waiting == 0 && newestAcceptedAt.isBefore(time);
    }

    void hold(Instant until) {
        holdUntil = until;
    }

    void setInFlight(boolean inFlight) {
        this.inFlight = inFlight;
    }

    boolean isInFlight() {
        return inFlight;
    }

    /** Whether the queue's head is a batch whose end is settled. */
    void setPlanned(boolean planned) {
        this.planned = planned;
    }

    boolean isPlanned() {
        return planned;
    }

    void failed(String detail, Instant at) {
        trouble = new Trouble(detail, at);
    }

    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** When the next batch is to be made; empty while one is under way or nothing waits. */
    Optional<Instant> ready(Instant now) {
        if (inFlight || waiting == 0) {
            return Optional.empty();
        }
        var limits = limits();
        var ready = limits.inOrder() ? Optional.of(full(limits, now)) : firstUp();
        return ready.map(time -> time.isBefore(holdUntil) ? holdUntil : time);
    }

    private Instant full(Limits limits, Instant now) {
        var isFull = planned || waiting >= limits.records() || bytes >= limits.bytes();
        var since = oldestAcceptedAt;
        if (isFull || since == null) {
            return Instant.EPOCH;
        }
        // What was accepted while the clock was ahead does not wait until it is as late as that.
        return since.isAfter(now.plus(limits.linger())) ? Instant.EPOCH : since.plus(limits.linger());
    }

    private Optional<Instant> firstUp() {
        if (takenUp < newest && hasRoomToPark()) {
            return Optional.of(Instant.EPOCH);
        }
        var messages = new HashSet<String>();
        return parked.values().stream()
                .filter(each -> messages.add(each.messageId()))
                .map(Parked::notBefore)
                .min(Instant::compareTo);
    }

    /** What {@link #ready} said when the lane was last put on the agenda. */
    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    void setDue(@Nullable Instant due) {
        this.due = due;
    }

    /** How long the oldest has waited beyond what it has to. */
    Duration late(Instant now) {
        var since = oldestAcceptedAt;
        if (since == null) {
            return Duration.ZERO;
        }
        var late = Duration.between(since.plus(limits().linger()), now);
        return late.isNegative() ? Duration.ZERO : late;
    }

    @Override
    public int compareTo(Lane other) {
        var first = due().orElse(Instant.MAX).compareTo(other.due().orElse(Instant.MAX));
        return first != 0 ? first : key.compareTo(other.key);
    }
}
