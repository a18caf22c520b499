package io.posthorn.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.text.MessageParts;
import io.posthorn.core.text.PartCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {
    private static final Scope SCOPE = new Scope(new AccountId("111122223333"), "us-east-1");
    private static final Keywords NUMBER = new Keywords("phone-1", false);
    private static final Keywords TOLL_FREE = new Keywords("phone-2", true);

    private final ResourceMap resources = new ResourceMap();

    @Test
    void areTheMandatoryOnesFromTheStart() {
        assertThat(NUMBER.all(resources.of(SCOPE)).map(Keyword::text))
                .containsExactly(
                        "ARRET",
                        "CANCEL",
                        "END",
                        "HELP",
                        "OPT-OUT",
                        "OPTOUT",
                        "QUIT",
                        "REMOVE",
                        "STOP",
                        "TD",
                        "UNSUBSCRIBE");
    }

    @Test
    void haveStopAsOnlyOptOutWordWhereCarriersHandleOptOuts() {
        assertThat(TOLL_FREE.all(resources.of(SCOPE)).map(Keyword::text)).containsExactly("HELP", "STOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", "Stop"})
    void areFoundInAnyCase(String text) {
        assertThat(NUMBER.find(resources.of(SCOPE), text)).map(Keyword::action).contains(KeywordAction.OPT_OUT);
    }

    @Test
    void areReplacedByWhatTheAccountSets() {
        var set = new Keyword("phone-1", "Help", "Call us", KeywordAction.AUTOMATIC_RESPONSE);
        resources.put(SCOPE, set);

        assertThat(NUMBER.find(resources.of(SCOPE), "HELP")).contains(set);
        assertThat(NUMBER.all(resources.of(SCOPE))).contains(set).hasSize(11);
    }

    @Test
    void doNotShowThoseOfOtherNumbers() {
        resources.put(SCOPE, new Keyword("phone-11", "JOIN", "Welcome", KeywordAction.OPT_IN));

        assertThat(NUMBER.added(resources.of(SCOPE))).isEmpty();
        assertThat(NUMBER.find(resources.of(SCOPE), "JOIN")).isEmpty();
    }

    @Test
    void answerInOneMessagePart() {
        assertThat(NUMBER.all(resources.of(SCOPE)))
                .allSatisfy(keyword -> assertThat(MessageParts.count(keyword.message()))
                        .isInstanceOfSatisfying(
                                PartCount.Fits.class,
                                fits -> assertThat(fits.parts()).isOne()));
    }
}
