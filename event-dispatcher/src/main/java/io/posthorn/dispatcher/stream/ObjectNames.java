package io.posthorn.dispatcher.stream;

import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names objects by what is in them: a batch that comes again has the name it had, and so takes the place of what was
 * written of it. That is why each event is in one object, once.
 */
final class ObjectNames {
    private static final Pattern EXPRESSION = Pattern.compile("!\\{([a-z]+):([^}]*)}");
    private static final String TIMESTAMP = "timestamp";
    private static final String WHY = "error-output-type";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private ObjectNames() {}

    /** @throws IllegalArgumentException when the prefix has an expression that means nothing */
    static void check(String prefix) {
        var unused = prefix(prefix, Instant.EPOCH, "");
    }

    /**
     * The key of an object.
     *
     * @param why why these could not be written in the format of the stream; empty where they could
     */
    static String of(Place place, String prefix, Publication first, String why, String suffix) {
        var name = place.target().name();
        var what = place.account().value() + " " + place.target().arn() + " "
                + first.acceptedAt().toEpochMilli() + " " + first.position();
        return prefix(prefix, first.acceptedAt(), why)
                + name
                + "-1-"
                + SECOND.format(first.acceptedAt())
                + "-"
                + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8))
                + suffix;
    }

    private static String prefix(String prefix, Instant time, String why) {
        return EXPRESSION.matcher(prefix).replaceAll(found -> {
            if (found.group(1).equals(TIMESTAMP)) {
                return DateTimeFormatter.ofPattern(found.group(2))
                        .withZone(ZoneOffset.UTC)
                        .format(time);
            }
            if (found.group(1).equals("firehose") && found.group(2).equals(WHY)) {
                return why;
            }
            throw new IllegalArgumentException("a prefix knows no " + found.group());
        });
    }
}
