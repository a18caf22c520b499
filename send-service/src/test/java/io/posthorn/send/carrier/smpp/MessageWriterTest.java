package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.text.GsmText;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageWriterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The fields of a {@code submit_sm} that matter here. */
    private record Written(
            int sourceTon,
            String source,
            int esmClass,
            String validity,
            int receipt,
            int coding,
            String content,
            Map<Integer, byte[]> tlvs) {}

    @ParameterizedTest(name = "{0} is written with type {1}")
    @CsvSource({"+12065550110, 1, 12065550110", "12345, 3, 12345", "ACME, 5, ACME"})
    void tellsWhatKindOfSenderItIs(String identity, int ton, String written) {
        var one = write(Map.of(), message("hello").setOriginationIdentity(identity))
                .getFirst();

        assertThat(one.sourceTon()).isEqualTo(ton);
        assertThat(one.source()).isEqualTo(written);
        assertThat(one.receipt()).isOne();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"RELATIVE, 000000010000000R", "ABSOLUTE, 260301130000000+", "NONE, ''"})
    void tellsTheRestOfTheTimeToLive(String validity, String written) {
        assertThat(write(Map.of("format.validity", validity), message("m").setExpiresAt(NOW.plusSeconds(3_600)))
                        .getFirst()
                        .validity())
                .isEqualTo(written);
    }

    @Test
    void putsAHeaderInFrontOfEachPart() {
        var parts = write(Map.of(), message("a".repeat(160) + "b"));

        assertThat(parts).hasSize(2).allMatch(part -> part.esmClass() == 0x40);
        assertThat(parts.getFirst().content()).startsWith("05000334" + "0201");
        assertThat(parts.getLast().content()).startsWith("05000334" + "0202");
        assertThat(parts.getLast().content()).endsWith("62");
        assertThat(parts.getFirst().content()).hasSize(2 * (6 + 153));
    }

    @Test
    void writesReferencesOfTwoBytesWhereThatIsWished() {
        var parts = write(Map.of("format.long-references", "true"), message("a".repeat(161)));

        assertThat(parts.getFirst().content()).startsWith("060804" + "1234" + "0201");
    }

    @Test
    void tellsPartsInParametersWhereThatIsWished() {
        var parts = write(Map.of("format.segmentation", "SAR"), message("a".repeat(161)));

        assertThat(parts).hasSize(2).allMatch(part -> part.esmClass() == 0);
        assertThat(parts.getLast().tlvs().get(Tlv.SAR_MSG_REF_NUM)).containsExactly(0x12, 0x34);
        assertThat(parts.getLast().tlvs().get(Tlv.SAR_TOTAL_SEGMENTS)).containsExactly(2);
        assertThat(parts.getLast().tlvs().get(Tlv.SAR_SEGMENT_SEQNUM)).containsExactly(2);
    }

    @Test
    void handsOverInOnePieceWhereThatIsWished() {
        var parts = write(Map.of("format.segmentation", "PAYLOAD"), message("a".repeat(400)));

        assertThat(parts).singleElement().satisfies(whole -> {
            assertThat(whole.content()).isEmpty();
            assertThat(whole.tlvs().get(Tlv.MESSAGE_PAYLOAD)).hasSize(400);
        });
    }

    @Test
    void packsSeptetsBehindAHeaderFromASeptetOn() {
        var one = write(Map.of("format.text", "GSM_PACKED"), message("hello")).getFirst();
        assertThat(one.content()).isEqualTo("E8329BFD06");

        var parts = write(Map.of("format.text", "GSM_PACKED"), message("a".repeat(161)));
        assertThat(parts.getFirst().content()).hasSize(2 * 140);
    }

    @ParameterizedTest(name = "{0} as {1}: {2} {3}")
    @CsvSource({
        "caf\u00E9, LATIN1, 3, 636166E9",
        "5 \u20AC, LATIN1, 8, 0035002020AC",
        "caf\u00E9, GSM, 0, 63616605",
        "5 \u20AC, GSM, 0, 35201B65",
        "\u65E5, GSM, 8, 65E5"
    })
    void writesTextAsTheCarrierWants(String text, String how, int coding, String content) {
        var one = write(Map.of("format.text", how), message(text)).getFirst();

        assertThat(one.coding()).isEqualTo(coding);
        assertThat(one.content()).isEqualTo(content);
    }

    @Test
    void sendsCountryParametersWhereTheCarrierWantsThem() {
        var one = write(
                        Map.of("parameters[0x1400]", "IN_ENTITY_ID", "parameters[0x1401]", "IN_TEMPLATE_ID"),
                        message("m").setDestinationCountryParameters(Map.of("IN_ENTITY_ID", "1101")))
                .getFirst();

        assertThat(one.tlvs().get(0x1400)).asString(StandardCharsets.US_ASCII).isEqualTo("1101");
        assertThat(one.tlvs()).doesNotContainKey(0x1401);
    }

    @Test
    void knowsWhatItWroteToAHandset() {
        var all =
                "@\u00A3$\u00A5\u00E8\u00E9\u00F9\u00EC\u00F2\u00C7\n\u00D8\u00F8\r\u00C5\u00E5\u0394_\u03A6\u0393\u039B\u03A9\u03A0\u03A8\u03A3\u0398\u039E\u00C6\u00E6\u00DF\u00C9 ^{}\\[~]|\u20AC";

        assertThat(GsmText.decode(GsmText.encode(all))).isEqualTo(all);
    }

    private static Message.Builder message(String body) {
        return Messages.aMessage("m", "+12065550110", NOW).setMessageBody(body);
    }

    private static List<Written> write(Map<String, String> settings, Message.Builder message) {
        var connection = SmppScenario.connection(1, settings);
        return new MessageWriter(connection.format(), connection.parameters())
                .write(message.build(), 0x1234, NOW).stream()
                        .map(BodyReader::new)
                        .map(MessageWriterTest::read)
                        .toList();
    }

    private static Written read(BodyReader body) {
        body.text();
        var sourceTon = body.octet();
        body.octet();
        var source = body.text();
        body.octets(2);
        body.text();
        var esmClass = body.octet();
        body.octets(2);
        body.text();
        var validity = body.text();
        var receipt = body.octet();
        body.octet();
        var coding = body.octet();
        body.octet();
        var content = HexFormat.of().withUpperCase().formatHex(body.octets(body.octet()));
        return new Written(sourceTon, source, esmClass, validity, receipt, coding, content, body.tlvs());
    }
}
