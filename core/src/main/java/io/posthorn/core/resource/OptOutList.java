package io.posthorn.core.resource;

import java.time.Instant;
import java.util.List;

/**
 * A named list of recipients that must not be sent to. Its numbers are kept apart, by the opt-out-service.
 *
 * @param name unique in account and region at a time
 * @param incarnation tells the list from those that have had its name before: what was said about one of them does not
 *     hold for this one. 0 for the default list, which is always the same
 */
public record OptOutList(String name, List<Tag> tags, Instant createdAt, long incarnation) implements Resource {
    /** The list every account has and every number uses unless told otherwise. */
    public static final String DEFAULT_NAME = "Default";

    public OptOutList {
        tags = List.copyOf(tags);
    }

    /** The first list of its name. */
    public OptOutList(String name, List<Tag> tags, Instant createdAt) {
        this(name, tags, createdAt, 0);
    }

    /**
     * The list of that name; where it is not written down it is the default list, which is there from the beginning.
     */
    public static OptOutList named(String name, AccountResources account) {
        return account.find(ResourceKind.OPT_OUT_LIST, name)
                .orElseGet(() -> new OptOutList(name, List.of(), Instant.EPOCH));
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
        return new OptOutList(name, tags, createdAt, incarnation);
    }
}
