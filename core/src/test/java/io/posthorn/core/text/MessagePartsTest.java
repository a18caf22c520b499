package io.posthorn.core.text;

import static io.posthorn.core.text.MessageEncoding.GSM;
import static io.posthorn.core.text.MessageEncoding.UNICODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.text.PartCount.Fits;
import io.posthorn.core.text.PartCount.TooLong;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePartsTest {
    private static final String EMOJI = "😀";

    /**
     * The default alphabet as the standard numbers it, written by code point so that no editor can change it unseen.
     */
    private static final int[] STANDARD_BASIC = {
        0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D, 0xC5, 0xE5, 0x394, 0x5F,
        0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, 0xC6, 0xE6, 0xDF, 0xC9, 0x20, 0x21, 0x22, 0x23,
        0xA4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35,
        0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0xA1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47,
        0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
        0x5A, 0xC4, 0xD6, 0xD1, 0xDC, 0xA7, 0xBF, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B,
        0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xE4, 0xF6, 0xF1,
        0xFC, 0xE0
    };

    private static final int[] STANDARD_EXTENSION = {0x0C, 0x5E, 0x7B, 0x7D, 0x5C, 0x5B, 0x7E, 0x5D, 0x7C, 0x20AC};

    @Test
    void everyCharacterTakesTheUnitsOfTheStandard() {
        var basic = IntStream.of(STANDARD_BASIC).boxed().collect(Collectors.toSet());
        var extension = IntStream.of(STANDARD_EXTENSION).boxed().collect(Collectors.toSet());
        assertThat(basic).hasSize(127);
        assertThat(extension).hasSize(10);

        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            var expected = basic.contains(c)
                    ? new Fits(GSM, 1, 1)
                    : extension.contains(c) ? new Fits(GSM, 2, 1) : new Fits(UNICODE, 1, 1);
            assertThat(MessageParts.count(Character.toString(c)))
                    .as("U+%04X", c)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} GSM units make {1} parts")
    @CsvSource({
        "0, 1",
        "1, 1",
        "160, 1",
        "161, 2",
        "306, 2",
        "307, 3",
        "459, 3",
        "460, 4",
        "481, 4",
        "612, 4",
        "613, 5",
        "765, 5",
        "766, 6",
        "918, 6",
        "919, 7",
        "1071, 7",
        "1072, 8",
        "1224, 8",
        "1225, 9",
        "1377, 9",
        "1378, 10",
        "1530, 10"
    })
    void countsGsmParts(int units, int parts) {
        var body = "a".repeat(units);

        assertThat(MessageParts.count(body)).isEqualTo(new Fits(GSM, units, parts));
        assertThat(MessageParts.split(body)).hasSize(parts);
    }

    @ParameterizedTest(name = "{0} UCS-2 units make {1} parts")
    @CsvSource({
        "1, 1", "70, 1",
        "71, 2", "134, 2",
        "135, 3", "201, 3",
        "202, 4", "268, 4",
        "269, 5", "335, 5",
        "336, 6", "402, 6",
        "403, 7", "469, 7",
        "470, 8", "536, 8",
        "537, 9", "603, 9",
        "604, 10", "630, 10"
    })
    void countsUnicodeParts(int units, int parts) {
        var body = "中".repeat(units);

        assertThat(MessageParts.count(body)).isEqualTo(new Fits(UNICODE, units, parts));
        assertThat(MessageParts.split(body)).hasSize(parts);
    }

    @Test
    void refusesWhatIsLongerThanTheLongestMessage() {
        assertThat(MessageParts.count("a".repeat(1_531))).isEqualTo(new TooLong(GSM, 1_531));
        assertThat(MessageParts.count("€".repeat(766))).isEqualTo(new TooLong(GSM, 1_532));
        assertThat(MessageParts.count("中".repeat(631))).isEqualTo(new TooLong(UNICODE, 631));
        assertThat(MessageParts.count(EMOJI.repeat(316))).isEqualTo(new TooLong(UNICODE, 632));
    }

    @Test
    void splittingWhatIsTooLongNamesItsLength() {
        assertThatThrownBy(() -> MessageParts.split("a".repeat(1_531)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1531")
                .hasMessageContaining("1530");
    }

    @Test
    void anEmptyBodyIsOneEmptyPart() {
        assertThat(MessageParts.count("")).isEqualTo(new Fits(GSM, 0, 1));
        assertThat(MessageParts.split("")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"’", "“", "—", "…", "™", "®", "ç", "ê", "\t", "`", "\u001B", "\u00A0", "日", EMOJI})
    void oneCharacterOutsideTheAlphabetMakesTheWholeMessageUnicode(String odd) {
        var body = "a".repeat(129) + odd;

        assertThat(MessageParts.count(body)).isEqualTo(new Fits(UNICODE, body.length(), 2));
        assertThat(MessageParts.count("a".repeat(130))).isEqualTo(new Fits(GSM, 130, 1));
    }

    @Test
    void extensionCharactersCountTwiceTowardsThePart() {
        assertThat(MessageParts.count("€".repeat(80))).isEqualTo(new Fits(GSM, 160, 1));
        assertThat(MessageParts.count("€".repeat(80) + "a")).isEqualTo(new Fits(GSM, 161, 2));
    }

    @Test
    void anEscapePairMovesToTheNextPartAsAWhole() {
        var fits = "a".repeat(151) + "€";
        var straddles = "a".repeat(152) + "€";
        var rest = "b".repeat(20);

        assertThat(MessageParts.split(fits + rest)).containsExactly(fits, rest);
        assertThat(MessageParts.split(straddles + rest)).containsExactly("a".repeat(152), "€" + rest);
    }

    @Test
    void aStraddlingEscapePairCanCostAPart() {
        var body = "a".repeat(152) + "€" + "b".repeat(152);

        assertThat(MessageParts.count(body)).isEqualTo(new Fits(GSM, 306, 3));
        assertThat(MessageParts.split(body)).containsExactly("a".repeat(152), "€" + "b".repeat(151), "b");
    }

    @Test
    void theLongestMessageOfEscapePairsTakesElevenParts() {
        var body = "€".repeat(765);

        assertThat(MessageParts.count(body)).isEqualTo(new Fits(GSM, 1_530, 11));
        assertThat(MessageParts.split(body))
                .hasSize(11)
                .startsWith("€".repeat(76))
                .endsWith("€".repeat(5));
    }

    @Test
    void aSurrogatePairMovesToTheNextPartAsAWhole() {
        var fits = "中".repeat(65) + EMOJI;
        var straddles = "中".repeat(66) + EMOJI;
        var rest = "文".repeat(10);

        assertThat(MessageParts.split(fits + rest)).containsExactly(fits, rest);
        assertThat(MessageParts.split(straddles + rest)).containsExactly("中".repeat(66), EMOJI + rest);
    }

    @Test
    void loneSurrogatesAreSingleUnits() {
        var high = "\uD83D".repeat(71);

        assertThat(MessageParts.count(high)).isEqualTo(new Fits(UNICODE, 71, 2));
        assertThat(MessageParts.split(high)).extracting(String::length).containsExactly(67, 4);
    }

    @Test
    void partsOfAnyBodyAreFullRejoinAndKeepPairsTogether() {
        long seed = System.nanoTime();
        System.out.println("MessagePartsTest seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var body = randomBody(random);
            switch (MessageParts.count(body)) {
                case TooLong tooLong ->
                    assertThat(tooLong.units())
                            .isEqualTo(unitsOf(body, tooLong.encoding()))
                            .isGreaterThan(tooLong.encoding().messageUnits());
                case Fits fits -> assertSplit(body, fits, seed);
            }
        }
    }

    private static void assertSplit(String body, Fits fits, long seed) {
        var parts = MessageParts.split(body);
        var encoding = fits.encoding();
        assertThat(fits.units()).as("seed %d", seed).isEqualTo(unitsOf(body, encoding));
        assertThat(parts).as("seed %d", seed).hasSize(fits.parts());
        assertThat(String.join("", parts)).as("seed %d", seed).isEqualTo(body);
        assertThat(fits.parts() == 1).as("seed %d", seed).isEqualTo(fits.units() <= encoding.singlePartUnits());
        for (int i = 0; fits.parts() > 1 && i < parts.size(); i++) {
            int units = unitsOf(parts.get(i), encoding);
            assertThat(units).as("seed %d", seed).isBetween(1, encoding.joinedPartUnits());
            if (i + 1 < parts.size()) {
                var next = parts.get(i + 1);
                assertThat(Character.isSurrogatePair(
                                parts.get(i).charAt(parts.get(i).length() - 1), next.charAt(0)))
                        .as("seed %d", seed)
                        .isFalse();
                var first = new String(Character.toChars(next.codePointAt(0)));
                assertThat(units + unitsOf(first, encoding))
                        .as("the next character would not have fitted, seed %d", seed)
                        .isGreaterThan(encoding.joinedPartUnits());
            }
        }
    }

    /** The slow and obvious count. */
    private static int unitsOf(String text, MessageEncoding encoding) {
        return encoding == UNICODE
                ? text.length()
                : text.chars().map(c -> "^{}\\[~]|€\f".indexOf(c) >= 0 ? 2 : 1).sum();
    }

    private static String randomBody(Random random) {
        var alphabets =
                List.of("abc é@", "ab€^", "€|[]", "aß" + EMOJI, EMOJI + "😎", "中文" + EMOJI, "x\uD83D\uDE00\uD83D");
        var alphabet = alphabets.get(random.nextInt(alphabets.size())).toCharArray();
        int length = random.nextInt(random.nextBoolean() ? 200 : 1_700);
        var body = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            body.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return body.toString();
    }
}
