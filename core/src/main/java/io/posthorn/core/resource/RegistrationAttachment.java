package io.posthorn.core.resource;

import java.time.Instant;
import java.util.List;

/**
 * A file handed in with registrations. It exists only once its content is stored, so there is nothing to wait for.
 *
 * @param id {@code attachment-} and 32 hex digits
 * @param content what it holds and where that is
 */
public record RegistrationAttachment(String id, StoredContent content, List<Tag> tags, Instant createdAt)
        implements Resource {

    public RegistrationAttachment {
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<RegistrationAttachment> kind() {
        return ResourceKind.REGISTRATION_ATTACHMENT;
    }

    /** The same attachment with other tags. */
    public RegistrationAttachment tagged(List<Tag> tags) {
        return new RegistrationAttachment(id, content, tags, createdAt);
    }
}
