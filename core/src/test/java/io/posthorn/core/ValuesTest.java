package io.posthorn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.resource.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", "12345678901 ", "１２３４５６７８９０１２"})
    void accountsAreTwelveDigits(String text) {
        assertThatThrownBy(() -> new AccountId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12", "+12065550100", "+1234567890123456789"})
    void phoneNumbersHaveAPlusAndTwoToNineteenDigits(String text) {
        assertThat(new PhoneNumber(text).value()).isEqualTo(text);
        assertThat(PhoneNumber.parse(text)).contains(new PhoneNumber(text));
        assertThat(PhoneNumber.parse(text.substring(1))).contains(new PhoneNumber(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "+02065550100",
                "+12345678901234567890",
                "++12065550100",
                "+1206555010a",
                "+1 2065550100",
                "+12065550100\n",
                "+１２０６５５５"
            })
    void nothingElseIsAPhoneNumber(String text) {
        assertThat(PhoneNumber.parse(text)).isEmpty();
        assertThatThrownBy(() -> new PhoneNumber(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("2065");
    }

    @Test
    void aPhoneNumberNeedsItsPlusUnlessItIsRead() {
        assertThatThrownBy(() -> new PhoneNumber("12065550100")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "us-east-1", "us-gov-west-1", "12345678901234567890123456789012"})
    void regionsAreUpToThirtyTwoLowerCaseCharacters(String region) {
        assertThat(new Scope(ACCOUNT, region).region()).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "US", "us_east", "us/east", "us east", "123456789012345678901234567890123"})
    void nothingElseIsARegion(String region) {
        assertThatThrownBy(() -> new Scope(ACCOUNT, region)).isInstanceOf(IllegalArgumentException.class);
    }
}
