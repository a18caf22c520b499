package io.posthorn.core.resource;

import io.posthorn.core.AccountId;
import java.util.regex.Pattern;

/**
 * Where a resource lives: resources belong to one account and one region, and are never seen from another.
 *
 * @param region as the caller's credential scope names it, such as {@code us-east-1}
 */
public record Scope(AccountId account, String region) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    public Scope {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("region must be 1 to 32 of a-z, 0-9 and '-', was '" + region + "'");
        }
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}
