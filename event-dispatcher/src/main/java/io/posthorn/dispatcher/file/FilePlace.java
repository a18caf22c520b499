package io.posthorn.dispatcher.file;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place between two lines of {@link DayFiles}, to go on from.
 *
 * @param offset in bytes
 */
public record FilePlace(String stream, long offset) {
    /** Before everything. */
    public static final FilePlace BEGIN = new FilePlace("", 0);

    /** What a caller is told of it. */
    public String token() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((stream + "@" + offset).getBytes(StandardCharsets.UTF_8));
    }

    /** A token that is none of ours begins at the beginning. */
    public static FilePlace of(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var at = text.indexOf('@');
            var offset = Long.parseLong(text.substring(at + 1));
            return at < 0 || offset < 0 ? BEGIN : new FilePlace(text.substring(0, at), offset);
        } catch (IllegalArgumentException malformed) {
            return BEGIN;
        }
    }
}
