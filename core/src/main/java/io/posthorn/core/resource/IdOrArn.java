package io.posthorn.core.resource;

import java.util.Optional;

/** Reads the many members of the API that take an id, a name or an ARN. */
public final class IdOrArn {
    private static final String ARN = "arn:";

    private IdOrArn() {}

    /**
     * The id or name of a resource of {@code kind} in {@code scope} that {@code text} names; empty where it is the ARN
     * of another kind, account or region.
     */
    public static Optional<String> idOf(String text, ResourceKind<?> kind, Scope scope) {
        if (!text.startsWith(ARN)) {
            return Optional.of(text);
        }
        var prefix = kind.arnPrefix(scope);
        return text.startsWith(prefix) && text.length() > prefix.length()
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }
}
