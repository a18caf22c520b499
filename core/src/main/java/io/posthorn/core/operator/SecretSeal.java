package io.posthorn.core.operator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Writes secrets for keeping and reads them back. Signatures cannot be checked with a digest of the secret, so the
 * secret itself has to be kept. With a key it is sealed (AES-256 in Galois/Counter Mode, the access key id bound to
 * it); without one it is kept as it is, and whoever reads the topic reads it.
 */
public final class SecretSeal {
    /** Bytes of a sealing key. */
    public static final int KEY_LENGTH = 32;

    private static final String SEALED = "aes-256-gcm ";
    private static final String CLEAR = "clear ";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String CODE = "HmacSHA256";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final @Nullable SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretSeal(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * A seal with that key.
     *
     * @throws IllegalArgumentException when the key is not 32 bytes long
     */
    public static SecretSeal with(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "a sealing key has " + KEY_LENGTH + " bytes, this one has " + key.length);
        }
        return new SecretSeal(new SecretKeySpec(key, "AES"));
    }

    /** Keeps secrets as they are. */
    public static SecretSeal none() {
        return new SecretSeal(null);
    }

    public boolean isSealing() {
        return key != null;
    }

    /** The form in which a secret is kept. */
    public String seal(String accessKeyId, String secret) {
        if (key == null) {
            return CLEAR + secret;
        }
        var nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, accessKeyId)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return SEALED + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + CIPHER, impossible);
        }
    }

    /** The secret; empty where it was sealed with another key. */
    public Optional<String> open(String accessKeyId, String kept) {
        if (kept.startsWith(CLEAR)) {
            return Optional.of(kept.substring(CLEAR.length()));
        }
        if (key == null || !kept.startsWith(SEALED)) {
            return Optional.empty();
        }
        try {
            var whole = Base64.getDecoder().decode(kept.substring(SEALED.length()));
            var nonce = Arrays.copyOf(whole, NONCE_LENGTH);
            var opened = cipher(Cipher.DECRYPT_MODE, key, nonce, accessKeyId)
                    .doFinal(whole, NONCE_LENGTH, whole.length - NONCE_LENGTH);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
            return Optional.empty();
        }
    }

    /**
     * What tells a text from another, in hex; with a sealing key nothing can be learned from it about a text that holds
     * secrets.
     */
    public String fingerprint(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (key == null) {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            }
            var code = Mac.getInstance(CODE);
            code.init(new SecretKeySpec(key.getEncoded(), CODE));
            return HexFormat.of().formatHex(code.doFinal(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String accessKeyId)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(accessKeyId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
