package io.posthorn.send.carrier.smpp;

import io.posthorn.core.text.GsmText;
import io.posthorn.platform.inbound.InboundText.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deliver_sm} or {@code data_sm} brings: a receipt, or a text somebody wrote.
 *
 * @param source sender
 * @param destination recipient
 * @param esmClass kind of message, and whether the content begins with a header
 * @param dataCoding how the content is to be read
 * @param content header and text
 * @param receiptedMessageId the message a receipt is of, where an optional parameter tells it; some carriers give texts
 *     one as well
 * @param messageState its state, where an optional parameter tells it; 0 where none does
 * @param networkErrorCode why, where an optional parameter tells it
 * @param segment which part it is, where header or optional parameters tell it
 */
record SmppText(
        String source,
        String destination,
        int esmClass,
        int dataCoding,
        ByteBuffer content,
        @Nullable String receiptedMessageId,
        int messageState,
        @Nullable String networkErrorCode,
        @Nullable Segment segment) {
    private static final int HEADER_INDICATOR = 0x40;
    private static final int KIND = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private static final int CONCATENATED = 0x00;
    private static final int CONCATENATED_LONG_REFERENCE = 0x08;

    private static final int ASCII = 1;
    private static final int LATIN_1 = 3;
    private static final int CYRILLIC = 6;
    private static final int HEBREW = 7;
    private static final int UCS_2 = 8;

    /** Message classes with the alphabet in their low bits. */
    private static final int CLASSES = 0xF0;

    private static final int ALPHABET = 0x0C;

    static SmppText deliverSm(BodyReader reader) {
        reader.text();
        reader.octets(2);
        var source = reader.text();
        reader.octets(2);
        var destination = reader.text();
        var esmClass = reader.octet();
        reader.octets(2);
        reader.text();
        reader.text();
        reader.octets(2);
        var dataCoding = reader.octet();
        reader.octet();
        var content = reader.octets(reader.octet());
        return of(source, destination, esmClass, dataCoding, content, reader);
    }

    static SmppText dataSm(BodyReader reader) {
        reader.text();
        reader.octets(2);
        var source = reader.text();
        reader.octets(2);
        var destination = reader.text();
        var esmClass = reader.octet();
        reader.octet();
        var dataCoding = reader.octet();
        return of(source, destination, esmClass, dataCoding, new byte[0], reader);
    }

    private static SmppText of(
            String source, String destination, int esmClass, int dataCoding, byte[] shortMessage, BodyReader reader) {
        var tlvs = reader.tlvs();
        var payload = tlvs.get(Tlv.MESSAGE_PAYLOAD);
        var content = payload == null ? shortMessage : payload;
        var id = tlvs.get(Tlv.RECEIPTED_MESSAGE_ID);
        var state = tlvs.get(Tlv.MESSAGE_STATE);
        var error = tlvs.get(Tlv.NETWORK_ERROR_CODE);
        Segment segment = null;
        var reference = tlvs.get(Tlv.SAR_MSG_REF_NUM);
        var total = tlvs.get(Tlv.SAR_TOTAL_SEGMENTS);
        var number = tlvs.get(Tlv.SAR_SEGMENT_SEQNUM);
        if (reference != null && total != null && number != null) {
            segment = new Segment(number(reference), number(total), number(number));
        }
        if ((esmClass & HEADER_INDICATOR) != 0 && content.length > 0) {
            var length = Math.min((content[0] & 0xFF) + 1, content.length);
            var header = new BodyReader(content).octets(length);
            var told = segment(header);
            segment = told == null ? segment : told;
            var text = new byte[content.length - length];
            System.arraycopy(content, length, text, 0, text.length);
            content = text;
        }
        return new SmppText(
                source,
                destination,
                esmClass,
                dataCoding,
                ByteBuffer.wrap(content).asReadOnlyBuffer(),
                id == null ? null : new BodyReader(id).text(),
                state == null ? 0 : number(state),
                error == null || error.length < 3 ? null : Integer.toString(number(error) & 0xFFFF),
                segment);
    }

    private static @Nullable Segment segment(byte[] header) {
        var reader = new BodyReader(header);
        reader.octet();
        for (int left = header.length - 1; left >= 2; ) {
            var element = reader.octet();
            var length = reader.octet();
            var value = reader.octets(length);
            left -= 2 + length;
            if (element == CONCATENATED && value.length == 3) {
                return new Segment(value[0] & 0xFF, value[1] & 0xFF, value[2] & 0xFF);
            }
            if (element == CONCATENATED_LONG_REFERENCE && value.length == 4) {
                return new Segment(
                        ((value[0] & 0xFF) << Byte.SIZE) | (value[1] & 0xFF), value[2] & 0xFF, value[3] & 0xFF);
            }
        }
        return null;
    }

    private static int number(byte[] octets) {
        int number = 0;
        for (var octet : octets) {
            number = (number << Byte.SIZE) | (octet & 0xFF);
        }
        return number;
    }

    boolean isMarkedAsReceipt() {
        return (esmClass & KIND) == RECEIPT || isIntermediate();
    }

    /** Whether it tells of one of several attempts to deliver a message. */
    boolean isIntermediate() {
        return (esmClass & KIND) == INTERMEDIATE_NOTIFICATION;
    }

    /** @param plain what carriers send where the data coding says nothing: GSM 03.38 or Latin-1 */
    String text(boolean plain) {
        var octets = octets();
        return switch (alphabet()) {
            case UCS_2 -> units(octets);
            case ASCII -> new String(octets, StandardCharsets.US_ASCII);
            case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
            case CYRILLIC -> new String(octets, Charset.forName("ISO-8859-5"));
            case HEBREW -> new String(octets, Charset.forName("ISO-8859-8"));
            default -> plain ? GsmText.decode(octets) : new String(octets, StandardCharsets.ISO_8859_1);
        };
    }

    /** The text of a receipt, which every carrier writes in ASCII. */
    String words() {
        return new String(octets(), StandardCharsets.ISO_8859_1);
    }

    private byte[] octets() {
        var octets = new byte[content.remaining()];
        content.duplicate().get(octets);
        return octets;
    }

    private int alphabet() {
        return (dataCoding & CLASSES) == 0 ? dataCoding : (dataCoding & ALPHABET) == UCS_2 ? UCS_2 : 0;
    }

    /** A part may end within a character of two units, so units are taken one by one. */
    private static String units(byte[] octets) {
        return ByteBuffer.wrap(octets).asCharBuffer().toString();
    }
}
