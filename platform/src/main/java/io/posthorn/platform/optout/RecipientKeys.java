package io.posthorn.platform.optout;

/**
 * The keys of everything about one recipient: messages to the recipient, changes of the account's opt-out lists, and the
 * entries on these lists meet in one partition.
 */
public final class RecipientKeys {
    private RecipientKeys() {}

    /** {@code <account>/<region>/<recipient>}: the key of messages and of changes to lists. */
    public static String of(String account, String region, String recipient) {
        return account + "/" + region + "/" + recipient;
    }

    /** {@code <account>/<region>/<opt-out list>/<recipient>}: the key of an entry on a list. */
    public static String entry(String account, String region, String optOutListName, String recipient) {
        return listPrefix(account, region, optOutListName) + recipient;
    }

    /** What the keys of all entries on one list begin with. */
    public static String listPrefix(String account, String region, String optOutListName) {
        return account + "/" + region + "/" + optOutListName + "/";
    }
}
