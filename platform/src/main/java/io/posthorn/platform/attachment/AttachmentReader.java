package io.posthorn.platform.attachment;

import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.Scope;
import java.util.Optional;

/** Reads the content of attachments, for those who review registrations. */
public interface AttachmentReader {

    /**
     * The content of an attachment; empty where it is gone.
     *
     * @throws io.posthorn.platform.kafka.InfrastructureException when it cannot be read in time
     */
    Optional<byte[]> read(Scope scope, RegistrationAttachment attachment);
}
