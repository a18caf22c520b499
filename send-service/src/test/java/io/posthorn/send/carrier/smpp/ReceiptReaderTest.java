package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import io.posthorn.send.carrier.smpp.ReceiptReader.Read;
import io.posthorn.send.carrier.smpp.SmppConnection.ReceiptIds;
import io.posthorn.send.carrier.smpp.SmppConnection.Receipts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptReaderTest {
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;

    @ParameterizedTest(name = "{0} is {1}, final: {2}")
    @CsvSource({
        "DELIVRD, DELIVERED, true",
        "EXPIRED, TTL_EXPIRED, true",
        "DELETED, CARRIER_BLOCKED, true",
        "UNDELIV, UNREACHABLE, true",
        "UNDELIVERABLE, UNREACHABLE, true",
        "ACCEPTD, SUCCESSFUL, false",
        "ENROUTE, SUCCESSFUL, false",
        "UNKNOWN, UNKNOWN, true",
        "REJECTD, CARRIER_BLOCKED, true",
        "Delivrd, DELIVERED, true",
        "NONSENSE, UNKNOWN, true"
    })
    void knowsTheStates(String word, MessageStatus status, boolean isFinal) {
        assertThat(reader(ReceiptIds.SAME).read(text("id:7 stat:" + word + " err:000")))
                .map(Read::receipt)
                .hasValueSatisfying(receipt -> {
                    assertThat(receipt.status()).isEqualTo(status);
                    assertThat(receipt.isFinal()).isEqualTo(isFinal);
                });
    }

    @ParameterizedTest(name = "{0}: answer {1}, receipt {2}")
    @CsvSource({
        "SAME, 1a-B, 1a-B",
        "DECIMAL, 00001A2B, 6699",
        "DECIMAL, 1a2b, 0000006699",
        "HEXADECIMAL, 6699, 1A2B",
        "HEXADECIMAL, 6699, 0x1a2b",
        "DECIMAL, not-a-number, not-a-number"
    })
    void bringsBothFormsOfAnIdTogether(ReceiptIds ids, String answer, String receipt) {
        var reader = reader(ids);

        assertThat(reader.read(
                        text("id:" + receipt + " sub:001 dlvrd:001 stat:DELIVRD err:000 text:id: 9 stat:EXPIRED")))
                .hasValue(
                        new Read(reader.inAnswers(answer), new Receipt(MessageStatus.DELIVERED, true, "DELIVRD 000")));
    }

    @Test
    void prefersParametersToText() {
        var body = DeliverSm.body(RECEIPT, 0, new byte[0])
                .tlv(Tlv.RECEIPTED_MESSAGE_ID, "1A2B\0".getBytes(StandardCharsets.US_ASCII))
                .tlv(Tlv.MESSAGE_STATE, 5)
                .tlv(Tlv.NETWORK_ERROR_CODE, new byte[] {3, 0, 27})
                .toBytes();

        assertThat(reader(ReceiptIds.DECIMAL).read(SmppText.deliverSm(new BodyReader(body))))
                .hasValue(new Read("6699", new Receipt(MessageStatus.BLOCKED, true, "UNDELIV 27")));
    }

    /** Message types of {@code esm_class}, with and without the bit for a header. */
    @ParameterizedTest(name = "{0}, parameter id {1} and state {2}, \"{3}\": marked {4}, recognizable {5}")
    @CsvSource({
        "0x00, , 0, Stop, false, false",
        "0x00, 7, 0, Stop, false, false",
        "0x40, 7, 0, Stop, false, false",
        "0x00, '', 2, Stop, false, false",
        "0x00, , 2, Stop, false, false",
        "0x00, , 0, please send me the id: 7, false, false",
        "0x00, 7, 2, '', false, true",
        "0x03, , 0, id:7 sub:001 stat:DELIVRD, false, true",
        "0x04, , 0, id:7 sub:001 stat:DELIVRD, true, true",
        "0x04, 7, 2, '', true, true",
        "0x04, 7, 0, '', true, true",
        "0x04, , 0, nothing, false, false",
        "0x20, 7, 2, '', true, true",
        "0x08, 7, 0, Stop, false, false",
        "0x10, 7, 0, Stop, false, false",
        "0x18, 7, 0, Stop, false, false"
    })
    void takesATextForAReceiptOnlyWhereItIsOne(
            String esmClass, @Nullable String id, int state, String words, boolean marked, boolean recognizable) {
        var body = DeliverSm.body(Integer.decode(esmClass), 0, words.getBytes(StandardCharsets.US_ASCII));
        if (id != null) {
            body.tlv(Tlv.RECEIPTED_MESSAGE_ID, (id + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        if (state != 0) {
            body.tlv(Tlv.MESSAGE_STATE, state);
        }
        var text = SmppText.deliverSm(new BodyReader(body.toBytes()));

        assertThat(reader(Receipts.MARKED, ReceiptIds.SAME).read(text).isPresent())
                .isEqualTo(marked);
        assertThat(reader(Receipts.RECOGNIZABLE, ReceiptIds.SAME).read(text).isPresent())
                .isEqualTo(recognizable);
    }

    @ParameterizedTest(name = "{0} is {1}, final: {2}")
    @CsvSource({"UNDELIV, SUCCESSFUL, false", "ENROUTE, SUCCESSFUL, false", "DELIVRD, DELIVERED, true"})
    void doesNotTakeAFailedAttemptForTheEnd(String word, MessageStatus status, boolean isFinal) {
        assertThat(reader(ReceiptIds.SAME).read(text(INTERMEDIATE, "id:7 stat:" + word)))
                .map(Read::receipt)
                .hasValue(new Receipt(status, isFinal, word));
    }

    private static ReceiptReader reader(ReceiptIds ids) {
        return reader(Receipts.MARKED, ids);
    }

    private static ReceiptReader reader(Receipts receipts, ReceiptIds ids) {
        return new ReceiptReader(receipts, ids, Map.of("27", MessageStatus.BLOCKED));
    }

    private static SmppText text(String content) {
        return text(RECEIPT, content);
    }

    private static SmppText text(int esmClass, String content) {
        return DeliverSm.of(esmClass, 0, content.getBytes(StandardCharsets.US_ASCII));
    }
}
