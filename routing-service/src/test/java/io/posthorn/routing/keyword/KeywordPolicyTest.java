package io.posthorn.routing.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.Keyword;
import io.posthorn.core.resource.KeywordAction;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.platform.test.Numbers;
import io.posthorn.routing.keyword.Reaction.Change;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordPolicyTest {
    private static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");
    private static final TwoWay TWO_WAY = new TwoWay(true, "arn:aws:sns:us-east-1:123456789012:answers", null);

    private final ResourceMap resources = new ResourceMap();
    private OriginationNumber number = number(NumberType.TEN_DLC, TwoWay.OFF, false, null);

    private static IdentitySettings settings(TwoWay twoWay, boolean selfManaged) {
        return new IdentitySettings(MessageType.TRANSACTIONAL, twoWay, selfManaged, "Default");
    }

    private static OriginationNumber number(
            NumberType type, TwoWay twoWay, boolean selfManaged, @Nullable String poolId) {
        return Numbers.american("phone-1", "+12065550100", type, "carrier")
                .configured(settings(twoWay, selfManaged), false, false)
                .inPool(poolId);
    }

    private void keyword(String text, KeywordAction action) {
        resources.put(SCOPE, new Keyword("phone-1", text, "About " + text, action));
    }

    private Reaction decide(String text) {
        var account = resources.of(SCOPE);
        return KeywordPolicy.decide(text, NumberRules.of(number, account), account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARRET",
                "CANCEL",
                "END",
                "OPT-OUT",
                "OPTOUT",
                "QUIT",
                "REMOVE",
                "STOP",
                "TD",
                "UNSUBSCRIBE",
                "stop",
                "Stop",
                "STOP!",
                "Stop.",
                " stop ",
                "\nSTOP",
                "stop it",
                "STOP\nplease",
                "Stop, please",
                "\"STOP\"",
                "“Stop”",
                "'stop'",
                "unsubscribe me",
                "opt-out now",
                "Quit - now",
                "stop-",
                "STOP\u00a0",
                "end?"
            })
    void optsOut(String text) {
        assertThat(decide(text))
                .returns(Change.OPT_OUT, Reaction::change)
                .satisfies(reaction -> assertThat(reaction.answer()).contains("no more messages"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Hello",
                "STOPPING",
                "stopped",
                "stop-gap",
                "stop's",
                "please stop",
                "don't stop",
                "endless",
                "END-user",
                "quitting",
                "S T O P",
                "ST0P",
                "…STOP",
                "tdd",
                "opt",
                "Stopp\u00e9",
                "sto\u0301p",
                "stop\u0301"
            })
    void doesNothingWithoutAKeyword(String text) {
        assertThat(decide(text)).isEqualTo(new Reaction("", Change.NONE, null, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "Help me understand what this means", "help?"})
    void helps(String text) {
        assertThat(decide(text))
                .returns("HELP", Reaction::keyword)
                .returns(Change.NONE, Reaction::change)
                .satisfies(reaction -> assertThat(reaction.answer()).contains("Reply STOP"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "join, JOIN",
        "JOIN NOW, JOIN NOW",
        "join   now!, JOIN NOW",
        "Join nowhere, JOIN",
        "#win a car, #Win",
        "stop all of it, STOP ALL",
        "stop ally, STOP"
    })
    void takesTheLongestKeyword(String text, String keyword) {
        keyword("JOIN", KeywordAction.AUTOMATIC_RESPONSE);
        keyword("JOIN NOW", KeywordAction.AUTOMATIC_RESPONSE);
        keyword("#Win", KeywordAction.AUTOMATIC_RESPONSE);
        keyword("STOP ALL", KeywordAction.OPT_OUT);

        assertThat(decide(text).keyword()).isEqualTo(keyword);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"AUTOMATIC_RESPONSE, NONE", "OPT_OUT, OPT_OUT", "OPT_IN, OPT_IN"})
    void sendsTheMessageOfAKeywordWhateverItsAction(KeywordAction action, Change change) {
        keyword("Subscribe", action);

        assertThat(decide("subscribe")).isEqualTo(new Reaction("Subscribe", change, "About Subscribe", false));
    }

    @Test
    void sendsTheMessageTheAccountHasSetInsteadOfTheStandardOne() {
        keyword("stop", KeywordAction.OPT_OUT);

        assertThat(decide("STOP")).isEqualTo(new Reaction("stop", Change.OPT_OUT, "About stop", false));
    }

    @Test
    void usesThePoolsKeywordsAndSettingsInAPool() {
        number = number(NumberType.TEN_DLC, TwoWay.OFF, false, "pool-1");
        resources.put(
                SCOPE,
                new Pool(
                        "pool-1",
                        PoolStatus.ACTIVE,
                        settings(TWO_WAY, true),
                        false,
                        false,
                        List.of("phone-1"),
                        List.of(),
                        Instant.EPOCH));
        resources.put(SCOPE, new Keyword("pool-1", "JOIN", "Welcome", KeywordAction.OPT_IN));
        keyword("LEAVE", KeywordAction.OPT_OUT);

        assertThat(decide("join")).isEqualTo(new Reaction("JOIN", Change.OPT_IN, "Welcome", true));
        assertThat(decide("leave")).isEqualTo(new Reaction("", Change.NONE, null, true));
        assertThat(decide("stop")).isEqualTo(new Reaction("STOP", Change.NONE, null, true));
    }

    @ParameterizedTest(name = "{0}: published {1}")
    @CsvSource({"Hello, true", "join, true", "LEAVE, true", "help, false", "STOP, false", "quit, false"})
    void publishesEverythingButWhatTheServiceAnswersForTheAccount(String text, boolean published) {
        number = number(NumberType.TEN_DLC, TWO_WAY, false, null);
        keyword("JOIN", KeywordAction.OPT_IN);
        keyword("LEAVE", KeywordAction.OPT_OUT);

        assertThat(decide(text).isPublished()).isEqualTo(published);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "STOP", "ARRET", "unsubscribe"})
    void leavesHelpAndOptOutsToAccountsThatManageThem(String text) {
        number = number(NumberType.TEN_DLC, TWO_WAY, true, null);
        keyword("Help", KeywordAction.AUTOMATIC_RESPONSE);

        assertThat(decide(text))
                .returns(Change.NONE, Reaction::change)
                .returns(null, Reaction::answer)
                .returns(true, Reaction::isPublished);
    }

    @ParameterizedTest(name = "{0}: {1}, answered {2}")
    @CsvSource({
        "STOP, OPT_OUT, false",
        "stop please, OPT_OUT, false",
        "CANCEL, NONE, false",
        "QUIT, NONE, false",
        "LEAVE, NONE, false",
        "UNSTOP, OPT_IN, true",
        "START, NONE, false",
        "HELP, NONE, true"
    })
    void leavesTheAnswerToStopToTheCarriersOfUsTollFreeNumbers(String text, Change change, boolean answered) {
        number = number(NumberType.TOLL_FREE, TwoWay.OFF, false, null);
        keyword("UNSTOP", KeywordAction.OPT_IN);
        // Set before, on a pool the number has come into.
        keyword("LEAVE", KeywordAction.OPT_OUT);

        var reaction = decide(text);

        assertThat(reaction.change()).isEqualTo(change);
        assertThat(reaction.answer() != null).isEqualTo(answered);
    }

    @Test
    void decidesAboutAnything() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            var units = new char[random.nextInt(12)];
            for (int at = 0; at < units.length; at++) {
                units[at] = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000));
            }
            assertThat(decide(new String(units))).isNotNull();
        }
    }
}
