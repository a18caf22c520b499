package io.posthorn.dispatcher.sink;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names of places as names of directories: no two places get the same, and none leads out of its directory. */
public final class SafeName {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    /** File systems allow 255 bytes. */
    private static final int LONGEST = 200;

    private static final int KEPT_OF_LONGER = 160;

    private SafeName() {}

    public static String of(String name) {
        var safe = new StringBuilder(name.length());
        for (var each : name.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (each & 0xff);
            var plain = isPlain(character) && !(character == '.' && safe.isEmpty());
            safe.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        if (safe.length() <= LONGEST) {
            return safe.toString();
        }
        return safe.substring(0, KEPT_OF_LONGER) + "-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isPlain(char character) {
        return PLAIN.indexOf(character) >= 0;
    }
}
