package io.posthorn.core.resource;

import io.posthorn.core.AccountId;
import java.util.Optional;

/**
 * Names one resource among all resources of all accounts.
 *
 * @param id id of the resource; may itself contain slashes
 */
public record ResourceKey(Scope scope, ResourceKind<?> kind, String id) {

    /** Reads {@code <account>/<region>/<kind>/<id>}; empty where the text is not a key. */
    public static Optional<ResourceKey> parse(String text) {
        var parts = text.split("/", 4);
        if (parts.length < 4 || parts[3].isEmpty()) {
            return Optional.empty();
        }
        try {
            var scope = new Scope(new AccountId(parts[0]), parts[1]);
            return ResourceKind.named(parts[2]).map(kind -> new ResourceKey(scope, kind, parts[3]));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** What all keys of one kind in one scope begin with. */
    public static String prefix(Scope scope, ResourceKind<?> kind) {
        return scope + "/" + kind.path() + "/";
    }

    /** The ARN of the resource. */
    public String arn() {
        return kind.arnPrefix(scope) + id;
    }

    @Override
    public String toString() {
        return prefix(scope, kind) + id;
    }
}
