package io.posthorn.core.resource;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The content of a file, stored apart from what refers to it: it is large, and only reviewers look at it.
 *
 * @param id names the content among all of one account and region: up to 64 hex digits
 * @param type what kind of file it is
 * @param size in bytes
 */
public record StoredContent(String id, MediaType type, int size) {
    /**
     * Most bytes in one piece. The pieces of a file fit through topics with Kafka's default limit of a mebibyte for a
     * record, and no reader needs more than this at a time.
     */
    public static final int PIECE = 512 * 1024;

    private static final Pattern URL =
            Pattern.compile("posthorn-content:([0-9a-f]{1,64})/([a-z]+/[a-z0-9]+)/([0-9]{1,9})");

    /** Reads what {@link #toUrl()} wrote; empty for any other URL. */
    public static Optional<StoredContent> parse(String url) {
        var match = URL.matcher(url);
        return match.matches()
                ? MediaType.named(match.group(2))
                        .map(type -> new StoredContent(match.group(1), type, Integer.parseInt(match.group(3))))
                : Optional.empty();
    }

    /** Names the content in a command: what clients send as bytes or as a URL of their own is stored before. */
    public String toUrl() {
        return "posthorn-content:" + id + "/" + type.mimeName() + "/" + size;
    }

    /** How many pieces it is stored in. */
    public int pieces() {
        return (size + PIECE - 1) / PIECE;
    }
}
