package io.posthorn.gateway.operator;

import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.signature.SigningCredential;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The access keys the operator has issued, as they stand now. A secret is unsealed once and not for every request. */
public final class IssuedKeys {
    private static final Logger log = LoggerFactory.getLogger(IssuedKeys.class);

    private final OperatorDirectory directory;
    private final SecretSeal seal;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(IssuedKey key, Optional<SigningCredential> credential) {}

    IssuedKeys(OperatorDirectory directory, SecretSeal seal) {
        this.directory = directory;
        this.seal = seal;
    }

    /** What signatures with this key are checked with; empty where there is no such key, or it is inactive. */
    public Optional<SigningCredential> credential(String accessKeyId) {
        var key = directory.key(accessKeyId).orElse(null);
        if (key == null) {
            opened.remove(accessKeyId);
            return Optional.empty();
        }
        if (!key.active()) {
            return Optional.empty();
        }
        var known = opened.get(accessKeyId);
        if (known == null || !known.key.equals(key)) {
            known = new Opened(key, open(key));
            opened.put(accessKeyId, known);
        }
        return known.credential;
    }

    private Optional<SigningCredential> open(IssuedKey key) {
        var secret = seal.open(key.id(), key.secret());
        if (secret.isEmpty()) {
            log.atError()
                    .addKeyValue("accessKeyId", key.id())
                    .log(
                            "an access key cannot be used: its secret was sealed with another posthorn.operator.sealing-key");
        }
        return secret.map(clear -> new SigningCredential(clear, key.account()));
    }
}
