package io.posthorn.registration.command;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.platform.attachment.AttachmentKeys;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.schemas.ControlCommand;
import io.posthorn.schemas.topic.Topics;

/**
 * Removes the content of files that no attachment refers to: of an attachment that was deleted, and of one that the
 * gateway stored content for and that was refused.
 */
final class AttachmentContents {
    private static final String CREATION = "CreateRegistrationAttachment";

    private AttachmentContents() {}

    /** To be called once the changes of a command have been made. */
    static void tidy(ControlCommand command, Answer answer, AccountResources account, Outputs out) {
        if (answer instanceof Answer.Accepted accepted) {
            for (var change : accepted.changes()) {
                if (change instanceof Change.Remove(RegistrationAttachment attachment)) {
                    eraseUnused(attachment.content(), account, out);
                }
            }
        } else if (command.getOperation().equals(CREATION)) {
            StoredContent.parse(WireJson.MAPPER
                            .readTree(command.getInput())
                            .path("AttachmentUrl")
                            .asString(""))
                    .ifPresent(content -> eraseUnused(content, account, out));
        }
    }

    private static void eraseUnused(StoredContent content, AccountResources account, Outputs out) {
        var isUsed = account.all(ResourceKind.REGISTRATION_ATTACHMENT)
                .anyMatch(attachment -> attachment.content().id().equals(content.id()));
        if (!isUsed) {
            erase(account.scope(), content, out);
        }
    }

    private static void erase(Scope scope, StoredContent content, Outputs out) {
        for (int piece = 0; piece < content.pieces(); piece++) {
            out.erase(Topics.ATTACHMENT_PIECES, AttachmentKeys.of(scope, content.id(), piece));
        }
    }
}
