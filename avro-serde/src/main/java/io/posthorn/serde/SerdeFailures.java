package io.posthorn.serde;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the two kinds of serialization failure apart. Both arrive as
 * {@link org.apache.kafka.common.errors.SerializationException}; only a failure of the infrastructure has an
 * {@link IOException} among its causes. Confluent's classes report an unreachable registry in the same way.
 */
public final class SerdeFailures {
    private SerdeFailures() {}

    /**
     * Whether the same record would succeed once the registry answers again, so that it should be tried again and not
     * be put aside.
     */
    public static boolean isInfrastructure(@Nullable Throwable failure) {
        var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        for (var cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
