package io.posthorn.core.api.output;

import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;

/** A registration attachment with every member that some answer shows. */
public record RegistrationAttachmentOutput(
        String registrationAttachmentArn,
        String registrationAttachmentId,
        Status attachmentStatus,
        List<TagOutput> tags,
        Instant createdTimestamp) {

    /** Where an attachment is in its life; one whose upload fails never comes to be. */
    public enum Status {
        UPLOAD_COMPLETE,
        DELETED
    }

    public static RegistrationAttachmentOutput of(Scope scope, RegistrationAttachment attachment, Status status) {
        return new RegistrationAttachmentOutput(
                attachment.in(scope).arn(),
                attachment.id(),
                status,
                TagOutput.of(attachment.tags()),
                attachment.createdAt());
    }
}
