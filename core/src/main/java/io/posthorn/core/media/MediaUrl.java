package io.posthorn.core.media;

import java.util.Optional;

/**
 * Where a file is.
 *
 * @param bucket 3 to 63 of a-z, 0-9, dot and hyphen
 * @param key name of the file in the bucket; not empty
 */
public record MediaUrl(String bucket, String key) {
    private static final String SCHEME = "s3://";

    /** Reads <code>s3://bucket/key</code>; empty where the text is nothing like it. */
    public static Optional<MediaUrl> parse(String text) {
        int slash = text.indexOf('/', SCHEME.length());
        return text.startsWith(SCHEME) && slash > SCHEME.length() && slash + 1 < text.length()
                ? Optional.of(new MediaUrl(text.substring(SCHEME.length(), slash), text.substring(slash + 1)))
                : Optional.empty();
    }

    /** What the file's name ends in behind its last dot; empty where it has none. */
    public Optional<String> ending() {
        int dot = key.lastIndexOf('.');
        return dot > key.lastIndexOf('/') && dot + 1 < key.length()
                ? Optional.of(key.substring(dot + 1))
                : Optional.empty();
    }
}
