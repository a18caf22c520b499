package io.posthorn.platform.attachment;

import io.posthorn.core.resource.StoredContent;
import io.posthorn.schemas.AttachmentPiece;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts content into pieces that fit through a topic. */
public final class AttachmentPieces {
    private AttachmentPieces() {}

    /** The pieces in order; they share the bytes of {@code content}. */
    public static List<AttachmentPiece> of(byte[] content) {
        var pieces = new ArrayList<AttachmentPiece>();
        for (int from = 0; from < content.length; from += StoredContent.PIECE) {
            var length = Math.min(StoredContent.PIECE, content.length - from);
            pieces.add(new AttachmentPiece(ByteBuffer.wrap(content, from, length)));
        }
        return pieces;
    }
}
