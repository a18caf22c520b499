package io.posthorn.gateway.rest;

import java.util.Locale;

/** Names in JSON and in queries: those of the API, with a small letter in front. */
final class RestNames {
    private RestNames() {}

    /** The name of a member, such as {@code poolId} for {@code PoolId}. */
    static String of(String member) {
        if (member.equals(member.toUpperCase(Locale.ROOT))) {
            return member.toLowerCase(Locale.ROOT);
        }
        return Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }

    /** The name of a filter, such as {@code isoCountryCode} for {@code iso-country-code}. */
    static String ofFilter(String filter) {
        var name = new StringBuilder();
        for (var word : filter.split("-", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
