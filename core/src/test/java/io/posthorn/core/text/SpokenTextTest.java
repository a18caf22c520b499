package io.posthorn.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.send.Speech.Markup;
import io.posthorn.core.text.SpokenText.Measure;
import io.posthorn.core.text.SpokenText.Measure.Fits;
import io.posthorn.core.text.SpokenText.Measure.Malformed;
import io.posthorn.core.text.SpokenText.Measure.TooLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTextTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(Markup.TEXT, "Hello", new Fits(5)),
                Arguments.of(Markup.TEXT, "x".repeat(3_000), new Fits(3_000)),
                Arguments.of(Markup.TEXT, "x".repeat(3_001), new TooLong(3_001, 3_000)),
                Arguments.of(Markup.TEXT, "<speak>", new Fits(7)),
                Arguments.of(Markup.SSML, "<speak>Hello</speak>", new Fits(5)),
                Arguments.of(
                        Markup.SSML,
                        "<speak>This is a <emphasis>test</emphasis>.<break strength='weak'/>"
                                + "<amazon:effect phonation='soft'>Softly.</amazon:effect></speak>",
                        new Fits(22)),
                Arguments.of(Markup.SSML, "<speak>a &amp; b</speak>", new Fits(5)),
                Arguments.of(Markup.SSML, "<speak>" + "x".repeat(3_000) + "</speak>", new Fits(3_000)),
                Arguments.of(Markup.SSML, "<speak>" + "x".repeat(3_001) + "</speak>", new TooLong(3_001, 3_000)),
                Arguments.of(
                        Markup.SSML,
                        "<speak>x" + "<break/>".repeat(748) + "<!-- --></speak>",
                        new TooLong(6_008, 6_000)),
                Arguments.of(Markup.SSML, "<speak>x" + "<break/>".repeat(747) + "</speak>", new Fits(1)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void countsWhatIsSpoken(Markup markup, String body, Measure expected) {
        assertThat(SpokenText.measure(body, markup)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "<p>Hello</p>",
                "<speak>Hello",
                "<speak>Hello</speak><speak>again</speak>",
                "<speak></speak>",
                "<speak>a & b</speak>",
                "<!DOCTYPE speak [<!ENTITY e \"eeee\">]><speak>&e;&e;</speak>",
                "<!DOCTYPE speak SYSTEM \"file:///etc/passwd\"><speak>Hello</speak>",
                "<speak>&nbsp;</speak>"
            })
    void refusesWhatIsNoMarkup(String body) {
        assertThat(SpokenText.measure(body, Markup.SSML)).isInstanceOf(Malformed.class);
    }
}
