package io.posthorn.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageAttributeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "price  | Number       | 1.50    | 1.50",
                "team   | String       | red     | \"red\"",
                "a.b-c_ | String.Array | [\"a\",1] | [\"a\",1]",
                "bytes  | Binary       | AAEC    | ~~"
            })
    void isSeenByFilterPoliciesAsItsTypeSays(String name, String type, String value, String seen) {
        var attribute = new MessageAttribute(type, value);

        assertThatCode(() -> attribute.require(name)).doesNotThrowAnyException();
        assertThat(attribute.filtered().toString()).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS.a  | String       | x",
                "amazon.a | String     | x",
                ".a     | String       | x",
                "a..b   | String       | x",
                "ä      | String       | x",
                "a      | String       | ''",
                "a      | Number       | one",
                "a      | String.Array | {}",
                "a      | String.Array | [",
                "a      | Binary       | ?",
                "a      | Colour       | red"
            })
    void cannotBeWhatNoFilterUnderstands(String name, String type, String value) {
        assertThatExceptionOfType(InvalidAttributeException.class)
                .isThrownBy(() -> new MessageAttribute(type, value).require(name));
    }
}
