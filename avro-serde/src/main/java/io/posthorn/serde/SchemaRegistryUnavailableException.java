package io.posthorn.serde;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No registry gave a usable answer: none reached, out of order, or our credentials were refused. */
public final class SchemaRegistryUnavailableException extends IOException {
    SchemaRegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
