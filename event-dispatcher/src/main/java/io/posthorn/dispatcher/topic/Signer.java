package io.posthorn.dispatcher.topic;

import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs messages, with the key that all instances share. */
final class Signer {
    private final OperatorDirectory directory;
    private volatile @Nullable Ready ready;

    /** @param directory has the key, some time after the first start of all */
    Signer(OperatorDirectory directory) {
        this.directory = directory;
    }

    /** A key that was read. */
    record Ready(String id, PrivateKey key) {
        /**
         * Signs a text.
         *
         * @param version 1 with SHA-1, 2 with SHA-256
         * @return the signature in base 64
         */
        String sign(String text, int version) {
            try {
                var signature = Signature.getInstance(version == 1 ? "SHA1withRSA" : "SHA256withRSA");
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java runtime has RSA", impossible);
            }
        }
    }

    /** The key; empty while nobody has made one. */
    Optional<Ready> ready() {
        var known = ready;
        if (known == null) {
            known = directory
                    .after(OperatorKind.SIGNING_KEY, "", "")
                    .findFirst()
                    .map(Signer::read)
                    .orElse(null);
            ready = known;
        }
        return Optional.ofNullable(known);
    }

    private static Ready read(SigningKey key) {
        return new Ready(key.id(), key.toPrivateKey());
    }
}
