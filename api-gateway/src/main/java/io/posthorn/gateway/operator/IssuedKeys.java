package io.posthorn.gateway.operator;

import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.signature.SigningCredential;
import io.posthorn.gateway.identity.OpenedSecrets;
import java.util.Optional;

/** The access keys the operator has issued, as they stand now. */
public final class IssuedKeys {
    private final OperatorDirectory directory;
    private final OpenedSecrets secrets;

    IssuedKeys(OperatorDirectory directory, OpenedSecrets secrets) {
        this.directory = directory;
        this.secrets = secrets;
    }

    /** What signatures with this key are checked with; empty where there is no such key, or it is inactive. */
    public Optional<SigningCredential> credential(String accessKeyId) {
        return directory
                .key(accessKeyId)
                .filter(IssuedKey::active)
                .flatMap(key -> secrets.open(key.id(), key.secret())
                        .map(secret -> new SigningCredential(secret, key.account())));
    }
}
