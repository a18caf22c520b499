package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.RegistrationAttachmentOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Deletes a file and its content, unless a registration needs it: a version being filled in, in review or in force. */
public record DeleteRegistrationAttachment(String registrationAttachmentId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.REGISTRATION_ATTACHMENT,
                registrationAttachmentId,
                attachment -> account.all(ResourceKind.REGISTRATION_VERSION)
                                .filter(DeleteRegistrationAttachment::counts)
                                .anyMatch(version -> Forms.refersTo(version, attachment.id()))
                        ? Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, attachment)
                        : Decision.changed(
                                RegistrationAttachmentOutput.of(
                                        account.scope(), attachment, RegistrationAttachmentOutput.Status.DELETED),
                                new Change.Remove(attachment)));
    }

    private static boolean counts(RegistrationVersion version) {
        return version.status() == RegistrationVersionStatus.DRAFT
                || version.status() == RegistrationVersionStatus.APPROVED
                || version.status().isUnderReview();
    }
}
