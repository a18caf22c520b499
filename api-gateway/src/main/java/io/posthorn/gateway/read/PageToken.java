package io.posthorn.gateway.read;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where the next page begins: behind an id. Carries a fingerprint of the question, so that a token is good for the
 * question it was given for and no other. It is no secret and needs no signature: all it can name is a place among the
 * caller's own things.
 */
final class PageToken {
    private static final String VERSION = "1";
    private static final String SEPARATOR = "|";
    private static final int PARTS = 3;

    private PageToken() {}

    /** The token for going on behind {@code id}. */
    static String after(String id, String question) {
        var text = String.join(SEPARATOR, VERSION, fingerprint(question, id), id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id a token names; empty where the token is not one of ours or belongs to another question. */
    static Optional<String> read(String token, String question) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        var parts = new String(decoded, StandardCharsets.UTF_8).split("\\|", PARTS);
        return parts.length == PARTS && parts[0].equals(VERSION) && parts[1].equals(fingerprint(question, parts[2]))
                ? Optional.of(parts[2])
                : Optional.empty();
    }

    private static String fingerprint(String question, String id) {
        var crc = new CRC32();
        crc.update(question.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
