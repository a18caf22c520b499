package io.posthorn.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posthorn.core.operator.SecretSeal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unseals secrets, each once and not for every request. */
public final class OpenedSecrets {
    private static final Logger log = LoggerFactory.getLogger(OpenedSecrets.class);

    /** Some 300 bytes each. */
    private static final int MOST_KEPT = 100_000;

    private final SecretSeal seal;
    private final Cache<String, Opened> opened =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    private record Opened(String sealed, Optional<String> secret) {}

    public OpenedSecrets(SecretSeal seal) {
        this.seal = seal;
    }

    /** A secret that was sealed under that id; empty where it was sealed with another key. */
    public Optional<String> open(String id, String sealed) {
        var known = opened.getIfPresent(id);
        if (known == null || !known.sealed.equals(sealed)) {
            known = new Opened(sealed, seal.open(id, sealed));
            opened.put(id, known);
            if (known.secret.isEmpty()) {
                log.atError()
                        .addKeyValue("accessKeyId", id)
                        .log(
                                "an access key cannot be used: its secret was sealed with another posthorn.operator.sealing-key");
            }
        }
        return known.secret;
    }
}
