package io.posthorn.platform.line;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.Message;
import java.time.Instant;

/** What happens to messages that have waited. */
public interface Exit<V> {

    /** The line the message stands in; the same whenever it is asked. */
    String line(V waiting);

    /** The message in {@code waiting}. */
    Message message(V waiting);

    /** How much of its line's rate the message takes; its parts, where nothing else counts. At least 1. */
    default int units(V waiting) {
        return message(waiting).getParts();
    }

    /** It is this message's turn. */
    void release(V waiting, Instant now, Outputs out);

    /** The message's time to live has ended before its turn came. */
    void expire(V waiting, Instant now, Outputs out);
}
