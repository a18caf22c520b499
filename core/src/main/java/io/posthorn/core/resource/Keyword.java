package io.posthorn.core.resource;

import java.util.Locale;

/**
 * A word or phrase recipients can write to a number or a pool, as the account has set it. The keywords every number and
 * pool has anyway are in {@link Keywords}.
 *
 * @param identityId id of the phone number or pool
 * @param text as it was set: 1 to 30 characters, no space at either end; case makes no difference
 * @param message sent back
 */
public record Keyword(String identityId, String text, String message, KeywordAction action) implements Resource {

    /** How keywords of one identity are told apart. */
    public static String id(String identityId, String text) {
        return idPrefix(identityId) + text.toUpperCase(Locale.ROOT);
    }

    /** What the ids of all keywords of one identity begin with. */
    public static String idPrefix(String identityId) {
        return identityId + "/";
    }

    @Override
    public ResourceKind<Keyword> kind() {
        return ResourceKind.KEYWORD;
    }

    @Override
    public String id() {
        return id(identityId, text);
    }

    /** The same keyword on another number or pool. */
    public Keyword on(String identityId) {
        return new Keyword(identityId, text, message, action);
    }
}
