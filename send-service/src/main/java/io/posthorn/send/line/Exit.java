package io.posthorn.send.line;

import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.Message;
import java.time.Instant;

/** What happens to messages that have waited. */
public interface Exit<V> {

    /** The message in {@code waiting}. */
    Message message(V waiting);

    /** It is this message's turn. */
    void release(V waiting, Instant now, Outputs out);

    /** The message's time to live has ended before its turn came. */
    void expire(V waiting, Instant now, Outputs out);
}
