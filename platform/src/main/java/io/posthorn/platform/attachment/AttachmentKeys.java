package io.posthorn.platform.attachment;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.Scope;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys of the topic with the content of attachments. */
public final class AttachmentKeys {
    private static final Pattern KEY = Pattern.compile("([0-9]{12})/([a-z0-9-]{1,32})/([0-9a-f]{1,64})/[0-9]{1,9}");

    private AttachmentKeys() {}

    /** Content of one account and region. */
    public record Named(Scope scope, String contentId) {}

    /** The content a key is of; empty for what is no key of a piece. */
    public static Optional<Named> parse(String key) {
        var parts = KEY.matcher(key);
        return parts.matches()
                ? Optional.of(new Named(new Scope(new AccountId(parts.group(1)), parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /**
     * The key of one piece.
     *
     * @param piece counts from 0
     */
    public static String of(Scope scope, String contentId, int piece) {
        return scope + "/" + contentId + "/" + piece;
    }
}
