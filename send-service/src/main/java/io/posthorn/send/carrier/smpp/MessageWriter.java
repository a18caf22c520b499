package io.posthorn.send.carrier.smpp;

import io.posthorn.core.text.GsmText;
import io.posthorn.core.text.MessageEncoding;
import io.posthorn.core.text.MessageParts;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.smpp.SmppConnection.Format;
import io.posthorn.send.carrier.smpp.SmppConnection.Segmentation;
import io.posthorn.send.carrier.smpp.SmppConnection.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes a message as the bodies of one or more {@code submit_sm}. */
final class MessageWriter {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    /** Our longest short codes have so many digits. */
    private static final int LONGEST_SHORT_CODE = 8;

    private static final int HEADER_INDICATOR = 0x40;
    private static final int RECEIPT_ALWAYS = 1;
    private static final int MOST_OCTETS = 140;
    private static final int SHORT_HEADER = 6;
    private static final int SEPTET = 7;

    /** A phone tells from it which bytes are text. */
    private static final int LATIN1_LIMIT = 0xFF;

    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern("yyMMddHHmmss'000+'");

    /** What a phone network keeps a message at most; a relative time has two digits for days, so more would not fit. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(63);

    private final Format format;
    private final Map<String, String> parameters;

    /** @param parameters by tag, the country parameter of the message that goes there */
    MessageWriter(Format format, Map<String, String> parameters) {
        this.format = format;
        this.parameters = Map.copyOf(parameters);
    }

    /** A text and how it is written. */
    private record Coded(int dataCoding, List<byte[]> parts, boolean isPacked) {}

    /**
     * The bodies, in order.
     *
     * @param reference what the parts of this message have in common; its low byte or two are used
     */
    List<byte[]> write(Message message, int reference, Instant now) {
        var coded = code(message.getMessageBody());
        var parts = coded.parts();
        var bodies = new ArrayList<byte[]>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            bodies.add(body(message, coded, i, reference, now));
        }
        return bodies;
    }

    private Coded code(String text) {
        var isGsm = MessageParts.count(text).encoding() == MessageEncoding.GSM;
        if (isGsm && format.text() != Text.LATIN1) {
            var packed = format.text() == Text.GSM_PACKED;
            return new Coded(format.gsmCoding(), codeEach(split(text), GsmText::encode), packed);
        }
        if (format.text() == Text.LATIN1 && text.chars().allMatch(c -> c <= LATIN1_LIMIT)) {
            var octets = text.getBytes(StandardCharsets.ISO_8859_1);
            return new Coded(format.latin1Coding(), cut(octets), false);
        }
        if (isGsm) {
            // It has a character of the GSM alphabet that Latin-1 lacks.
            return new Coded(format.ucs2Coding(), cut(units(text)), false);
        }
        return new Coded(format.ucs2Coding(), codeEach(split(text), MessageWriter::units), false);
    }

    private List<String> split(String text) {
        return format.segmentation() == Segmentation.PAYLOAD ? List.of(text) : MessageParts.split(text);
    }

    private static List<byte[]> codeEach(List<String> parts, Function<String, byte[]> code) {
        return parts.stream().map(code).toList();
    }

    /** UTF-16, unit by unit: a part may begin with the second half of a character. */
    private static byte[] units(String text) {
        var octets = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            octets[2 * i] = (byte) (text.charAt(i) >> Byte.SIZE);
            octets[2 * i + 1] = (byte) text.charAt(i);
        }
        return octets;
    }

    private List<byte[]> cut(byte[] octets) {
        if (octets.length <= MOST_OCTETS || format.segmentation() == Segmentation.PAYLOAD) {
            return List.of(octets);
        }
        var room = MOST_OCTETS - SHORT_HEADER - (format.longReferences() ? 2 : 0);
        var parts = new ArrayList<byte[]>();
        for (int begin = 0; begin < octets.length; begin += room) {
            parts.add(Arrays.copyOfRange(octets, begin, Math.min(begin + room, octets.length)));
        }
        return parts;
    }

    private byte[] body(Message message, Coded coded, int part, int reference, Instant now) {
        var total = coded.parts().size();
        var hasHeader = total > 1 && format.segmentation() == Segmentation.UDH;
        var text = coded.parts().get(part);
        var header = hasHeader ? header(reference, total, part + 1) : new byte[0];
        var packed = coded.isPacked() ? GsmText.pack(text, fill(header.length)) : text;
        var body = new BodyWriter().text(format.serviceType());
        source(body, message.getOriginationIdentity());
        number(body, format.numberTon(), format.numberNpi(), message.getDestinationPhoneNumber());
        body.octet(hasHeader ? HEADER_INDICATOR : 0)
                .octet(0)
                .octet(0)
                .text("")
                .text(validity(message, now))
                .octet(RECEIPT_ALWAYS)
                .octet(0)
                .octet(coded.dataCoding())
                .octet(0);
        if (format.segmentation() == Segmentation.PAYLOAD) {
            body.octet(0).tlv(Tlv.MESSAGE_PAYLOAD, packed);
        } else {
            body.octet(header.length + packed.length).octets(header).octets(packed);
        }
        if (total > 1 && format.segmentation() == Segmentation.SAR) {
            body.tlv(Tlv.SAR_MSG_REF_NUM, new byte[] {(byte) (reference >> Byte.SIZE), (byte) reference})
                    .tlv(Tlv.SAR_TOTAL_SEGMENTS, total)
                    .tlv(Tlv.SAR_SEGMENT_SEQNUM, part + 1);
        }
        parameters.forEach((tag, name) -> {
            var value = message.getDestinationCountryParameters().get(name);
            if (value != null) {
                body.tlv(Integer.decode(tag), value.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
        return body.toBytes();
    }

    private byte[] header(int reference, int total, int number) {
        return format.longReferences()
                ? new byte[] {6, 8, 4, (byte) (reference >> Byte.SIZE), (byte) reference, (byte) total, (byte) number}
                : new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number};
    }

    /** Bits to the next septet behind a header. */
    private static int fill(int header) {
        return (SEPTET - header * Byte.SIZE % SEPTET) % SEPTET;
    }

    private void source(BodyWriter body, String identity) {
        if (!NUMBER.matcher(identity).matches()) {
            body.octet(format.nameTon()).octet(format.nameNpi()).text(identity);
        } else if (identity.startsWith("+") || identity.length() > LONGEST_SHORT_CODE) {
            number(body, format.numberTon(), format.numberNpi(), identity);
        } else {
            number(body, format.shortCodeTon(), format.shortCodeNpi(), identity);
        }
    }

    private void number(BodyWriter body, int ton, int npi, String number) {
        body.octet(ton).octet(npi).text(format.plusSign() ? number : number.replace("+", ""));
    }

    private String validity(Message message, Instant now) {
        var left = Duration.between(now, message.getExpiresAt());
        var told = left.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : left;
        return switch (format.validity()) {
            case NONE -> "";
            case ABSOLUTE -> ABSOLUTE.format(now.plus(told).atZone(ZoneOffset.UTC));
            case RELATIVE ->
                "0000%02d%02d%02d%02d000R"
                        .formatted(told.toDaysPart(), told.toHoursPart(), told.toMinutesPart(), told.toSecondsPart());
        };
    }
}
