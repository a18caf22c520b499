package io.posthorn.core.operator;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * What messages to the subscribers of topics are signed with. There is one, for all of them.
 *
 * @param id names its certificate
 * @param privateKey an RSA key, PKCS #8 in base 64
 * @param certificate who gets messages checks them with it; in PEM
 */
public record SigningKey(String id, String privateKey, String certificate, Instant createdAt)
        implements OperatorResource {

    @Override
    public OperatorKind<SigningKey> kind() {
        return OperatorKind.SIGNING_KEY;
    }

    /**
     * The key to sign with.
     *
     * @throws IllegalStateException when what is kept is no key
     */
    public PrivateKey toPrivateKey() {
        try {
            var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new IllegalStateException("signing key '" + id + "' cannot be read", broken);
        }
    }

    /** The key does not belong into logs. */
    @Override
    public String toString() {
        return "SigningKey[id=" + id + ", createdAt=" + createdAt + "]";
    }
}
