package io.posthorn.core.api.output;

import io.posthorn.core.resource.Tag;
import java.util.List;

/** A tag; in requests it has the same form. */
public record TagOutput(String key, String value) {

    /** Tags in the order they are kept. */
    public static List<TagOutput> of(List<Tag> tags) {
        return tags.stream().map(tag -> new TagOutput(tag.key(), tag.value())).toList();
    }
}
