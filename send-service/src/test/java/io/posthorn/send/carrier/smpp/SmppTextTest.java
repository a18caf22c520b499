package io.posthorn.send.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.platform.inbound.InboundText.Segment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppTextTest {
    private static final int WITH_HEADER = 0x40;

    @ParameterizedTest(name = "{1} in coding {0} is {2}")
    @CsvSource({
        "0, 48656C6C6F00, Hello@",
        "1, 48656C6C6F, Hello",
        "3, 636166E9, caf\u00E9",
        "8, 65E5D83D, \u65E5\uD83D",
        "6, B0, \u0410",
        "240, 00, @",
        "248, 65E5, \u65E5",
        "77, 48, H"
    })
    void readsTextAsItsCodingSays(int coding, String content, String text) {
        assertThat(read(0, coding, content).text(true)).isEqualTo(text);
    }

    @Test
    void findsWhichPartItIsInTheHeader() {
        var shortReference = read(WITH_HEADER, 0, "050003" + "2A0302" + "48");
        assertThat(shortReference.segment()).isEqualTo(new Segment(0x2A, 3, 2));
        assertThat(shortReference.text(true)).isEqualTo("H");

        var longReference = read(WITH_HEADER, 0, "0A" + "24010F" + "08041234" + "0402" + "00" + "48");
        assertThat(longReference.segment()).isEqualTo(new Segment(0x1234, 4, 2));
    }

    @Test
    void readsWhatIsCutOff() {
        assertThat(read(WITH_HEADER, 0, "FF").text(true)).isEmpty();
        assertThat(SmppText.deliverSm(new BodyReader(new byte[] {0, 1})).text(true))
                .isEmpty();
    }

    private static SmppText read(int esmClass, int coding, String content) {
        return DeliverSm.of(esmClass, coding, HexFormat.of().parseHex(content));
    }
}
