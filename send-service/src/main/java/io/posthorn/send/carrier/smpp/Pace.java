package io.posthorn.send.carrier.smpp;

import io.posthorn.send.carrier.Room;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How fast one connection hands over: evenly, at the rate that is agreed on, and more slowly for a while when the
 * carrier complains. Each complaint takes it to seven tenths of what the last second had, each second without one gives
 * a twentieth back. Times are those of {@link System#nanoTime}.
 */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What comes late by less may catch up. A fiftieth of a second, and the pace is slower by a fiftieth. */
    private static final long CATCH_UP = SECOND / 50;

    private static final double MARGIN = 1.02;
    private static final double SLOWER = 0.7;
    private static final double FASTER = 1.05;

    /** Where no rate is agreed on, the bound goes when it is so many times what it was at the complaint. */
    private static final int FORGOTTEN = 4;

    private final int agreed;
    private double bound;
    private double bearable;
    private long free;
    private long secondBegan;
    private int inSecond;
    private int lastSecond;
    private long complained;

    /** @param agreed parts a second; 0: any number */
    Pace(int agreed, long now) {
        this.agreed = agreed;
        bound = agreed;
        free = now;
        secondBegan = now;
        complained = now - SECOND;
    }

    /** Lets parts go, or tells when it will and why not before. */
    synchronized Optional<Room> take(int parts, long now) {
        turn(now);
        if (bound > 0 && free > now) {
            var limit = isSlowed() ? Room.Limit.THROTTLED : Room.Limit.RATE;
            return Optional.of(new Room.Busy(Duration.ofNanos(free - now), limit));
        }
        inSecond += parts;
        if (bound > 0) {
            free = Math.max(free, now - CATCH_UP) + (long) (parts * SECOND * MARGIN / bound);
        }
        return Optional.empty();
    }

    /** The carrier wants less. Complaints of one moment are one. */
    synchronized void slowDown(long now) {
        turn(now);
        if (now - complained < SECOND) {
            return;
        }
        complained = now;
        bearable = Math.max(1, SLOWER * Math.max(lastSecond, inSecond));
        bound = agreed == 0 ? bearable : Math.min(agreed, bearable);
        free = now + SECOND;
    }

    /** Parts a second at present; 0: any number. */
    synchronized double bound(long now) {
        turn(now);
        return bound;
    }

    private boolean isSlowed() {
        return bound != agreed;
    }

    private void turn(long now) {
        while (now - secondBegan >= SECOND) {
            if (now - secondBegan > SECOND * 100) {
                secondBegan = now;
            } else {
                secondBegan += SECOND;
            }
            lastSecond = inSecond;
            inSecond = 0;
            if (isSlowed() && secondBegan - complained >= SECOND) {
                bound *= FASTER;
                if (agreed == 0 ? bound > FORGOTTEN * bearable : bound >= agreed) {
                    bound = agreed;
                }
            }
        }
    }
}
