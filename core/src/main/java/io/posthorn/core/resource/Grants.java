package io.posthorn.core.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies somebody has.
 *
 * @param attached ARNs of managed policies, in the order they were attached
 * @param inline documents that belong to nobody else, by their names
 * @param boundary ARN of the managed policy that bounds the others; null where none does
 */
public record Grants(
        List<String> attached,
        SortedMap<String, String> inline,
        @Nullable String boundary) {
    public static final Grants NONE = new Grants(List.of(), new TreeMap<>(), null);

    public Grants {
        attached = List.copyOf(attached);
        inline = new TreeMap<>(inline);
    }

    /** Whether there is nothing to lose. */
    public boolean isEmpty() {
        return attached.isEmpty() && inline.isEmpty();
    }

    /** With one more managed policy. */
    public Grants attaching(String arn) {
        var more = new ArrayList<>(attached);
        more.add(arn);
        return new Grants(more, inline, boundary);
    }

    /** Without a managed policy. */
    public Grants detaching(String arn) {
        return new Grants(attached.stream().filter(each -> !each.equals(arn)).toList(), inline, boundary);
    }

    /** With a document in place of the one of that name; without it where {@code document} is null. */
    public Grants saying(String name, @Nullable String document) {
        var changed = new TreeMap<>(inline);
        if (document == null) {
            changed.remove(name);
        } else {
            changed.put(name, document);
        }
        return new Grants(attached, changed, boundary);
    }

    /** With another bound, or without one. */
    public Grants bounded(@Nullable String arn) {
        return new Grants(attached, inline, arn);
    }
}
