package io.posthorn.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplateTest {

    @ParameterizedTest(name = "\"{1}\" follows \"{0}\": {2}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello.,Hello.,true",
                "Your code is {code}.,Your code is 123456.,true",
                "{a} and {b},this and that,true",
                "{a}{b},ab,true",
                "Dear {name},Dear Ann,true",
                "{name} arrives,Ann arrives,true",
                // what stands in a gap may look like what follows it
                "{a} to {b},from here to there to home,true",
                // every character counts
                "Hello.,hello.,false",
                "Hello.,Hello. ,false",
                "Your code is {code}.,Your code is  .,true",
                "Your code is {code}.,Your code is 123456,false",
                "Your code is {code}.,Your code: 123456.,false",
                "it's {what},it’s new,false",
                // a gap is never empty
                "Your code is {code}.,Your code is .,false",
                "{a}{b},a,false",
                // 30 characters at most
                "<{a}>,<123456789012345678901234567890>,true",
                "<{a}>,<1234567890123456789012345678901>,false",
                "{a}{b},123456789012345678901234567890123456789012345678901234567890,true",
                "{a}{b},1234567890123456789012345678901234567890123456789012345678901,false"
            })
    void followsCharacterByCharacter(String template, String body, boolean follows) {
        assertThat(MessageTemplate.of(template).matches(body)).isEqualTo(follows);
    }

    @Test
    void refusesAGapThatIsLeftOpen() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageTemplate.of("Your code is {code"));
    }

    @Test
    void takesNoLongerForTextsThatNearlyFollow() {
        var template = MessageTemplate.of("{a}x".repeat(40) + "y");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(template.matches("x".repeat(1_530))).isFalse());
    }
}
