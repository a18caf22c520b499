package io.posthorn.platform.line;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.Message;
import java.time.Instant;
import java.util.Optional;

/** What happens to messages at the end of their line. */
public interface Exit<V> {
    /** The time at which something has gone, while that is not known yet. */
    Instant LATER = Instant.MAX;

    /** The line the message stands in; the same whenever it is asked. */
    String line(V waiting);

    /** The message in {@code waiting}. */
    Message message(V waiting);

    /** How much of its line's rate the message takes; its parts, where nothing else counts. At least 1. */
    default int units(V waiting) {
        return message(waiting).getParts();
    }

    /** The message waits from now on. */
    default void waits(V waiting) {}

    /** The message does not wait any more, whatever becomes of it. */
    default void waitsNoMore(V waiting) {}

    /** More or fewer messages wait in this line than before. */
    default void moved(String line, Instant now) {}

    /**
     * It is this message's turn; it may be taken out of the line without using any of the line's rate.
     *
     * @return whether it was taken, so that the next one's turn has come
     */
    default boolean takeAside(V waiting, Instant now, Outputs out) {
        return false;
    }

    /**
     * It is this message's turn, and the line has room for it; but what comes behind the lines may have none.
     *
     * @return until when the line waits if nobody tells {@link Lines#goOn} before; empty where the message can go
     */
    default Optional<Instant> notBefore(V waiting, Instant now) {
        return Optional.empty();
    }

    /**
     * The message has waited; it is its turn, and there is room for it.
     *
     * @return when it had gone, which is what counts for those behind it: {@code now} or later, or {@link #LATER} where
     *     {@link Lines#gone} will tell
     */
    Instant release(V waiting, Instant now, Outputs out);

    /**
     * The message has just come and need not wait.
     *
     * @return as {@link #release}
     */
    default Instant pass(V arriving, Instant now, Outputs out) {
        return release(arriving, now, out);
    }

    /** The message's time to live has ended before its turn came. */
    void expire(V waiting, Instant now, Outputs out);
}
