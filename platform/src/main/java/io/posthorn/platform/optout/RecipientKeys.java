package io.posthorn.platform.optout;

/**
 * The key of everything about one recipient and one opt-out list: messages to the recipient, changes of the list, and the
 * entry on the list meet in one partition.
 */
public final class RecipientKeys {
    private RecipientKeys() {}

    /** {@code <account>/<region>/<opt-out list>/<destination>}. */
    public static String of(String account, String region, String optOutListName, String destination) {
        return listPrefix(account, region, optOutListName) + destination;
    }

    /** What the keys of all recipients on one list begin with. */
    public static String listPrefix(String account, String region, String optOutListName) {
        return account + "/" + region + "/" + optOutListName + "/";
    }
}
