package io.posthorn.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextsTest {

    @Test
    void tellSomeProtocolsWhatOthersAreNotTold() throws Exception {
        var texts = MessageTexts.parse("{\"default\":\"all\",\"https\":\"safe\",\"lambda\":\"none here\",\"http\":{}}");

        assertThat(texts).isEqualTo(new MessageTexts("all", Map.of("https", "safe", "lambda", "none here")));
        assertThat(MessageTexts.parse(texts.json())).isEqualTo(texts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"https\":\"safe\"}                  | default",
                "{\"default\":1}                       | default",
                "{}                                    | default",
                "\"default\"                           | no object",
                "{\"default\":\"a\",\"default\":\"b\"} | not JSON",
                "{\"default\":                         | not JSON",
                "~~                                    | no object"
            })
    void areRefusedWhereAllOthersWouldGetNothing(String json, String fault) {
        assertThatExceptionOfType(InvalidAttributeException.class)
                .isThrownBy(() -> MessageTexts.parse(json))
                .withMessageContaining(fault);
    }
}
