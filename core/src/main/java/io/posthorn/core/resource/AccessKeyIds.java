package io.posthorn.core.resource;

import io.posthorn.core.AccountId;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ids of the access keys of users and sessions: four letters that say which, the account, and eight characters that are
 * random. Whoever sees one knows where to look for the key.
 */
public final class AccessKeyIds {
    private static final String LASTING = "AKIA";
    private static final String TEMPORARY = "ASIA";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int DIGITS = 8;
    private static final long SMALLEST_UNKNOWN = 1_000_000_000_000L;

    private AccessKeyIds() {}

    /** The id of a key that stays. */
    public static String lasting(AccountId account, RandomGenerator random) {
        return LASTING + written(Long.parseLong(account.value())) + written(random.nextLong());
    }

    /** The id of a key that goes with a session. */
    public static String temporary(AccountId account, RandomGenerator random) {
        return TEMPORARY + written(Long.parseLong(account.value())) + written(random.nextLong());
    }

    public static boolean isTemporary(String id) {
        return id.startsWith(TEMPORARY);
    }

    /** The account of a key with such an id; empty where it is an id of another form. */
    public static Optional<AccountId> account(String id) {
        if (id.length() != LASTING.length() + 2 * DIGITS || !(id.startsWith(LASTING) || isTemporary(id))) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = LASTING.length(); i < LASTING.length() + DIGITS; i++) {
            int digit = ALPHABET.indexOf(id.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number << BITS | digit;
        }
        return number < SMALLEST_UNKNOWN
                ? Optional.of(new AccountId(String.format(Locale.ROOT, "%012d", number)))
                : Optional.empty();
    }

    private static String written(long bits) {
        var text = new StringBuilder();
        for (int i = DIGITS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (bits >> (i * BITS)) & (ALPHABET.length() - 1)));
        }
        return text.toString();
    }
}
