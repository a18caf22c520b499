package io.posthorn.platform.inbound;

import io.posthorn.core.PhoneNumber;
import io.posthorn.schemas.InboundPart;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message somebody has written to one of our numbers, or one part of it.
 *
 * @param carrier name of the connection it came from
 * @param from who wrote it; with or without the plus sign, or whatever else the carrier tells
 * @param to our number; with or without the plus sign
 * @param text decoded unit by unit: a part may end in the first half of a character whose other half is in the next one
 *     ({@code new String(bytes, UTF_16BE)} would replace both)
 * @param segment which part of which message it is; {@code null} where it came in one piece
 * @param carrierMessageId the carrier's id, where it gives one that stays the same when it hands the message over again
 */
public record InboundText(
        String carrier,
        String from,
        String to,
        String text,
        @Nullable Segment segment,
        @Nullable String carrierMessageId) {

    /**
     * One part of several.
     *
     * @param reference what the parts of one message have in common
     * @param total how many there are
     * @param number which of them this is, counted from 1
     */
    public record Segment(int reference, int total, int number) {}

    /** The key under which everything that passes between two numbers meets: {@code <our number>/<their number>}. */
    public static String key(String our, String their) {
        return our + "/" + their;
    }

    /** The key of this text. */
    public String key() {
        return key(inFull(to), inFull(from));
    }

    /** What is written down. */
    public InboundPart record(Instant receivedAt) {
        var units = ByteBuffer.allocate(text.length() * Character.BYTES);
        units.asCharBuffer().put(text);
        return new InboundPart(
                carrier,
                inFull(from),
                inFull(to),
                units,
                carrierMessageId,
                segment == null ? null : segment.reference(),
                segment == null ? 1 : segment.total(),
                segment == null ? 1 : segment.number(),
                receivedAt);
    }

    /** What carriers tell that is no number stays as it is. */
    private static String inFull(String number) {
        return PhoneNumber.parse(number).map(PhoneNumber::value).orElse(number);
    }
}
