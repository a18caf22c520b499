package io.posthorn.core.resource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The types of file registrations can hold; the content tells which it is, and nothing a client says. */
public enum MediaType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    PDF("application/pdf"),
    MP4("video/mp4");

    private static final byte[] PNG_BEGINNING = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_BEGINNING = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    /** An MP4 file begins with the length of its first box in four bytes and then the name of that box. */
    private static final int FIRST_BOX_NAME = 4;

    private final String mimeName;

    MediaType(String mimeName) {
        this.mimeName = mimeName;
    }

    /** Such as {@code image/png}. */
    public String mimeName() {
        return mimeName;
    }

    /** The type with this MIME name. */
    public static Optional<MediaType> named(String mimeName) {
        return Arrays.stream(values())
                .filter(type -> type.mimeName.equals(mimeName))
                .findFirst();
    }

    /** What kind of file this is, by its first bytes; empty where it is none of these. */
    public static Optional<MediaType> of(byte[] content) {
        if (begins(content, 0, PNG_BEGINNING)) {
            return Optional.of(PNG);
        }
        if (begins(content, 0, JPEG_BEGINNING)) {
            return Optional.of(JPEG);
        }
        if (begins(content, 0, ascii("GIF87a")) || begins(content, 0, ascii("GIF89a"))) {
            return Optional.of(GIF);
        }
        if (begins(content, 0, ascii("%PDF-"))) {
            return Optional.of(PDF);
        }
        return begins(content, FIRST_BOX_NAME, ascii("ftyp")) ? Optional.of(MP4) : Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean begins(byte[] content, int from, byte[] beginning) {
        var end = from + beginning.length;
        return content.length >= end && Arrays.equals(content, from, end, beginning, 0, beginning.length);
    }
}
