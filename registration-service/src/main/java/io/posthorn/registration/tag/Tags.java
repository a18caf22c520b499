package io.posthorn.registration.tag;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.Tag;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tags in a request. */
public final class Tags {
    private Tags() {}

    /** Goes on with the tags of a resource to be created, or refuses them. */
    public static Decision ofNew(
            @Nullable List<TagOutput> requested, DecisionContext context, Function<List<Tag>, Decision> decide) {
        return added(List.of(), requested == null ? List.of() : requested, context, decide);
    }

    /**
     * Goes on with {@code present} and what is requested: a key that is there gets the new value, others come behind.
     */
    public static Decision added(
            List<Tag> present,
            List<TagOutput> requested,
            DecisionContext context,
            Function<List<Tag>, Decision> decide) {
        if (requested.stream().map(TagOutput::key).distinct().count() < requested.size()) {
            return Decision.invalid(ValidationReason.INVALID_PARAMETER, "Tags", "has the same key twice");
        }
        var values = new LinkedHashMap<String, String>();
        present.forEach(tag -> values.put(tag.key(), tag.value()));
        requested.forEach(tag -> values.put(tag.key(), tag.value()));
        if (values.size() > context.quotas().tagsPerResource()) {
            return Decision.quotaExceeded(QuotaReason.TAGS_PER_RESOURCE);
        }
        return decide.apply(values.entrySet().stream()
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList());
    }
}
