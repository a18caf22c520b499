package io.posthorn.core.resource;

import java.time.Instant;
import java.util.List;

/**
 * A named list of recipients that must not be sent to. Its numbers are kept apart, by the opt-out-service.
 *
 * @param name unique in account and region
 */
public record OptOutList(String name, List<Tag> tags, Instant createdAt) implements Resource {
    /** The list every account has and every number uses unless told otherwise. */
    public static final String DEFAULT_NAME = "Default";

    public OptOutList {
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<OptOutList> kind() {
        return ResourceKind.OPT_OUT_LIST;
    }

    @Override
    public String id() {
        return name;
    }

    /** The same list with other tags. */
    public OptOutList tagged(List<Tag> tags) {
        return new OptOutList(name, tags, createdAt);
    }
}
