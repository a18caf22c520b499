package io.posthorn.core.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the encoding of a message body and cuts it into parts. A body whose characters are all in GSM 03.38 is GSM,
 * any other is UCS-2 as a whole. A part never ends inside an escape pair or a surrogate pair. An empty body is one
 * empty part.
 */
public final class MessageParts {
    private MessageParts() {}

    /** Counts without building the parts; this runs once for every message. */
    public static PartCount count(String body) {
        var units = gsmUnits(body);
        if (units < 0) {
            return count(MessageEncoding.UNICODE, body.length(), body);
        }
        return count(MessageEncoding.GSM, units, body);
    }

    /**
     * The text of each part, in order; joined they are the body.
     *
     * @throws IllegalArgumentException when the body is too long to be sent, which {@link #count} would have told
     */
    public static List<String> split(String body) {
        return switch (count(body)) {
            case PartCount.TooLong tooLong ->
                throw new IllegalArgumentException("a body of " + tooLong.units() + " units in " + tooLong.encoding()
                        + " cannot be sent, the longest has "
                        + tooLong.encoding().messageUnits());
            case PartCount.Fits fits when fits.parts() == 1 -> List.of(body);
            case PartCount.Fits fits -> {
                var parts = new ArrayList<String>(fits.parts());
                for (int start = 0, end; start < body.length(); start = end) {
                    end = endOfPart(fits.encoding(), body, start);
                    parts.add(body.substring(start, end));
                }
                yield List.copyOf(parts);
            }
        };
    }

    private static PartCount count(MessageEncoding encoding, int units, String body) {
        if (units > encoding.messageUnits()) {
            return new PartCount.TooLong(encoding, units);
        }
        if (units <= encoding.singlePartUnits()) {
            return new PartCount.Fits(encoding, units, 1);
        }
        int parts = 0;
        for (int start = 0; start < body.length(); start = endOfPart(encoding, body, start)) {
            parts++;
        }
        return new PartCount.Fits(encoding, units, parts);
    }

    /** Length in septets, or -1 when a character is outside the alphabet. */
    private static int gsmUnits(String body) {
        int units = 0;
        for (int i = 0; i < body.length(); i++) {
            int septets = GsmAlphabet.septets(body.charAt(i));
            if (septets == 0) {
                return -1;
            }
            units += septets;
        }
        return units;
    }

    /** Index behind the last character of the joined part that starts at {@code start}. */
    private static int endOfPart(MessageEncoding encoding, String body, int start) {
        return switch (encoding) {
            case GSM -> endOfGsmPart(body, start);
            case UNICODE -> endOfUnicodePart(body, start);
        };
    }

    private static int endOfGsmPart(String body, int start) {
        int room = MessageEncoding.GSM.joinedPartUnits();
        int end = start;
        while (end < body.length()) {
            room -= GsmAlphabet.septets(body.charAt(end));
            if (room < 0) {
                break;
            }
            end++;
        }
        return end;
    }

    private static int endOfUnicodePart(String body, int start) {
        int end = start + MessageEncoding.UNICODE.joinedPartUnits();
        if (end >= body.length()) {
            return body.length();
        }
        return Character.isSurrogatePair(body.charAt(end - 1), body.charAt(end)) ? end - 1 : end;
    }
}
