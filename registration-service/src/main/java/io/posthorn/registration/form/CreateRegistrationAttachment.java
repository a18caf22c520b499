package io.posthorn.registration.form;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationAttachmentOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes a file whose content the gateway has stored already: commands carry no content, only where it is.
 *
 * @param attachmentBody never there
 * @param attachmentUrl as {@link StoredContent#toUrl()} writes it
 */
public record CreateRegistrationAttachment(
        @Nullable String attachmentBody,
        @Nullable String attachmentUrl,
        @Nullable List<TagOutput> tags) implements Request {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var content = Optional.ofNullable(attachmentUrl).flatMap(StoredContent::parse);
        if (content.isEmpty()) {
            return Decision.invalid(ValidationReason.INVALID_PARAMETER, "AttachmentUrl", "names no stored content");
        }
        if (account.count(ResourceKind.REGISTRATION_ATTACHMENT)
                >= context.quotas().registrationAttachments()) {
            return Decision.quotaExceeded(QuotaReason.REGISTRATION_ATTACHMENTS_PER_ACCOUNT);
        }
        if (createdToday(account, context) >= context.quotas().registrationAttachmentsPerDay()) {
            return Decision.quotaExceeded(QuotaReason.REGISTRATION_ATTACHMENTS_CREATED_PER_DAY);
        }
        return Tags.ofNew(tags, context, read -> {
            var attachment =
                    new RegistrationAttachment("attachment-" + context.ids().hex(), content.get(), read, context.now());
            return Decision.changed(
                    RegistrationAttachmentOutput.of(
                            account.scope(), attachment, RegistrationAttachmentOutput.Status.UPLOAD_COMPLETE),
                    new Change.Put(attachment));
        });
    }

    /** Those deleted meanwhile are not counted. */
    private static long createdToday(AccountResources account, DecisionContext context) {
        var since = context.now().minus(DAY);
        return account.all(ResourceKind.REGISTRATION_ATTACHMENT)
                .filter(each -> each.createdAt().isAfter(since))
                .count();
    }
}
