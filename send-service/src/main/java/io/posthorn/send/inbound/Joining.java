package io.posthorn.send.inbound;

import io.posthorn.schemas.InboundPart;
import java.util.Collection;
import java.util.TreeMap;

/** The text of a message that came in parts. */
final class Joining {
    /** Stands for what has not come: a keyword behind it is not the beginning of what was written. */
    private static final String GAP = "…";

    private Joining() {}

    /**
     * What the parts say together.
     *
     * @param missing how many have not come
     */
    record Joined(String text, int missing) {}

    /** Joins parts of one message, each once, in whatever order they came. */
    static Joined join(Collection<InboundPart> received, int parts) {
        var byNumber = new TreeMap<Integer, InboundPart>();
        received.forEach(part -> byNumber.put(part.getPart(), part));
        var text = new StringBuilder();
        var next = 1;
        for (var part : byNumber.values()) {
            if (part.getPart() > next) {
                text.append(GAP);
            }
            text.append(text(part));
            next = part.getPart() + 1;
        }
        if (next <= parts) {
            text.append(GAP);
        }
        return new Joined(text.toString(), parts - byNumber.size());
    }

    /** The text of one part: units of UTF-16, the last of which may be half a character. */
    private static CharSequence text(InboundPart part) {
        return part.getText().duplicate().asCharBuffer();
    }
}
