package io.posthorn.platform.attachment;

import io.posthorn.core.resource.Scope;

/** Keys of the topic with the content of attachments. */
public final class AttachmentKeys {
    private AttachmentKeys() {}

    /**
     * The key of one piece.
     *
     * @param piece counts from 0
     */
    public static String of(Scope scope, String contentId, int piece) {
        return scope + "/" + contentId + "/" + piece;
    }
}
