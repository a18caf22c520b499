package io.posthorn.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"pool-1", "set/destination", "with|bar", "ü"})
    void findsTheIdAgain(String id) {
        assertThat(PageToken.read(PageToken.after(id, "question"), "question")).contains(id);
    }

    @Test
    void isNoGoodForAnotherQuestion() {
        assertThat(PageToken.read(PageToken.after("pool-1", "question"), "another"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "****", "MXxhfGI", "1|0|pool-1"})
    void knowsWhatItDidNotMake(String token) {
        assertThat(PageToken.read(token, "question")).isEmpty();
    }

    @Test
    void isShortEnoughForTheApi() {
        assertThat(PageToken.after("x".repeat(300), "question")).hasSizeLessThan(1024);
    }
}
