package io.posthorn.core.resource;

import io.posthorn.core.AccountId;

/**
 * Where a resource lives: resources belong to one account and one region, and are never seen from another.
 *
 * @param region as the caller's credential scope names it, such as {@code us-east-1}
 */
public record Scope(AccountId account, String region) {
    private static final int LONGEST_REGION = 32;

    /** What AWS calls the region of what has none. */
    private static final String NO_REGION = "aws-global";

    public Scope {
        if (!isRegion(region)) {
            throw new IllegalArgumentException("region must be 1 to 32 of a-z, 0-9 and '-', was '" + region + "'");
        }
    }

    /** Where the users, groups, roles and policies of an account live. */
    public static Scope ofIdentities(AccountId account) {
        return new Scope(account, NO_REGION);
    }

    private static boolean isRegion(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_REGION;
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}
