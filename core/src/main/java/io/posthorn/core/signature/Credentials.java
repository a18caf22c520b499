package io.posthorn.core.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The access keys that requests may be signed with. */
@FunctionalInterface
public interface Credentials {

    /**
     * Looks for a key; asked for every request.
     *
     * @param sessionToken what a request with temporary credentials carries; null where it carries nothing
     * @param now when the request arrived
     */
    Found find(String accessKeyId, @Nullable String sessionToken, Instant now);

    /** What there is of a key. */
    sealed interface Found {
        /** It opens something. */
        record Known(SigningCredential credential) implements Found {}

        /** Nobody has this key, or it opens nothing. */
        record Unknown() implements Found {}

        /** The key is temporary, and the token is not the one that was handed out with it. */
        record OtherToken() implements Found {}

        /** The key was good once. */
        record Expired() implements Found {}
    }

    /**
     * Keys that stay until they are taken away. A token beside them means nothing.
     *
     * @param keys from access key id to credential, empty when it is not known
     */
    static Credentials lasting(Function<String, Optional<SigningCredential>> keys) {
        return (accessKeyId, token, now) ->
                keys.apply(accessKeyId).<Found>map(Found.Known::new).orElseGet(Found.Unknown::new);
    }
}
