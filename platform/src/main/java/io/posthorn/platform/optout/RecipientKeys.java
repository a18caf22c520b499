package io.posthorn.platform.optout;

/**
 * The keys of everything about one recipient: messages to the recipient, changes of the account's opt-out lists, and
 * the entries on these lists meet in one partition.
 */
public final class RecipientKeys {
    private RecipientKeys() {}

    /** {@code <account>/<region>/<recipient>}: the key of messages and of changes to lists. */
    public static String of(String account, String region, String recipient) {
        return account + "/" + region + "/" + recipient;
    }

    /** {@code <account>/<region>/<opt-out list>/<recipient>}: the key of an entry on a list. */
    public static String entry(
            String account, String region, String optOutListName, long incarnation, String recipient) {
        return list(account, region, optOutListName, incarnation) + "/" + recipient;
    }

    /**
     * {@code <account>/<region>/<opt-out list>}: the key of a list, which the keys of its entries begin with. A list
     * that had the same name before has another key, so that its entries are nobody's.
     *
     * @param incarnation follows the name behind an at sign, which no name has in it, unless it is 0
     */
    public static String list(String account, String region, String optOutListName, long incarnation) {
        var named = account + "/" + region + "/" + optOutListName;
        return incarnation == 0 ? named : named + "@" + incarnation;
    }
}
