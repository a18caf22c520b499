package io.posthorn.dispatcher.topic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the posts to endpoints that want no more than so many a second apart. */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** When the next post may begin. One that lies behind says nothing and can be forgotten. */
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    /**
     * Takes a turn.
     *
     * @param now a time in nanoseconds that never goes back
     * @return how long to wait for it, in nanoseconds
     */
    long turn(String endpoint, int perSecond, long now) {
        next.values().removeIf(time -> time - now < 0);
        var begin = now;
        var turn = next.merge(endpoint, begin + SECOND / perSecond, (time, ignored) -> time + SECOND / perSecond);
        return turn - SECOND / perSecond - now;
    }
}
