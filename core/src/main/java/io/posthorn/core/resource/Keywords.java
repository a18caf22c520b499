package io.posthorn.core.resource;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The keywords of one number or pool: those every identity has, and what the account has set beside or instead of them.
 *
 * <p>The opt-out words are those the service's user guide calls mandatory. On toll-free numbers of the United States
 * the carriers handle opt-outs themselves: there {@value #STOP} is the only such word, and nothing about it can be
 * changed.
 *
 * @param identityId id of the phone number or pool
 * @param optOutsByCarrier whether the carriers handle opt-outs: {@link #of(OriginationNumber)} knows
 */
public record Keywords(String identityId, boolean optOutsByCarrier) {
    public static final String STOP = "STOP";
    public static final String HELP = "HELP";

    private static final Set<String> OPT_OUT_WORDS =
            Set.of("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", STOP, "TD", "UNSUBSCRIBE");

    private static final String STOP_MESSAGE = "You are opted out and will get no more messages from this number.";
    private static final String HELP_MESSAGE =
            "This number sends messages of the business you signed up with. Reply STOP to get no more of them.";

    /** The keywords of a number. */
    public static Keywords of(OriginationNumber number) {
        return new Keywords(
                number.id(),
                number.type() == NumberType.TOLL_FREE && number.country().equals("US"));
    }

    /** The keywords of a pool. */
    public static Keywords of(Pool pool) {
        return new Keywords(pool.id(), false);
    }

    /** All of them, in the order of their ids. */
    public Stream<Keyword> all(AccountResources account) {
        var keywords = new TreeMap<String, Keyword>();
        mandatory().forEach(keyword -> keywords.put(keyword.id(), keyword));
        added(account).forEach(keyword -> keywords.put(keyword.id(), keyword));
        return keywords.values().stream();
    }

    /** The keyword with this text, in whatever case. */
    public Optional<Keyword> find(AccountResources account, String text) {
        return account.find(ResourceKind.KEYWORD, Keyword.id(identityId, text)).or(() -> standard(text));
    }

    /** What the account has set, in the order of their ids. */
    public Stream<Keyword> added(AccountResources account) {
        return account.startingWith(ResourceKind.KEYWORD, Keyword.idPrefix(identityId));
    }

    /** How many the account has set besides those every identity has. */
    public long countAdded(AccountResources account) {
        return added(account).filter(keyword -> !isMandatory(keyword.text())).count();
    }

    /** Whether a keyword can be neither deleted nor given another action. */
    public boolean isMandatory(String text) {
        return standard(text).isPresent();
    }

    /** What a keyword does unless it is said. */
    public KeywordAction usualAction(String text) {
        return standard(text).map(Keyword::action).orElse(KeywordAction.AUTOMATIC_RESPONSE);
    }

    /** Whether the account may set a keyword with this action. */
    public boolean mayBeSet(String text, KeywordAction action) {
        if (optOutsByCarrier && action == KeywordAction.OPT_OUT) {
            return false;
        }
        return standard(text).map(keyword -> keyword.action() == action).orElse(true);
    }

    /** The keyword as it is where the account has set nothing. */
    private Optional<Keyword> standard(String text) {
        var word = text.toUpperCase(Locale.ROOT);
        return mandatory().stream()
                .filter(keyword -> keyword.text().equals(word))
                .findFirst();
    }

    private List<Keyword> mandatory() {
        var optOutWords = optOutsByCarrier ? Set.of(STOP) : OPT_OUT_WORDS;
        return Stream.concat(
                        Stream.of(new Keyword(identityId, HELP, HELP_MESSAGE, KeywordAction.AUTOMATIC_RESPONSE)),
                        optOutWords.stream()
                                .map(word -> new Keyword(identityId, word, STOP_MESSAGE, KeywordAction.OPT_OUT)))
                .toList();
    }
}
