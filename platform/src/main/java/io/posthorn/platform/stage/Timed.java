package io.posthorn.platform.stage;

import java.time.Instant;
import java.util.Optional;

/** Something that has to be done at times of its own, not only when a record comes. */
public interface Timed {

    /** When {@link #wake} is to be called next; empty: there is nothing to wait for. */
    Optional<Instant> nextWake();

    /** Does what is due; called when the time told by {@link #nextWake} has come. */
    void wake(Instant now, Outputs out);
}
