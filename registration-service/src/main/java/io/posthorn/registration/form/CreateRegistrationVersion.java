package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.RegistrationVersionOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Begins the next version of a registration with what the last one said. The status of the registration stays until the
 * new version is submitted, and so does the version in force.
 */
public record CreateRegistrationVersion(String registrationId) implements Request {
    private static final Duration DAY = Duration.ofDays(1);
    /** The API's largest version number. */
    private static final int LAST = 100_000;

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.given(account, registrationId, (registration, version) -> {
            if (registration.status() == RegistrationStatus.CLOSED
                    || !version.status().isSettled()
                    || version.number() >= LAST) {
                return Decision.conflict(ConflictReason.CREATE_REGISTRATION_VERSION_NOT_ALLOWED, registration);
            }
            if (createdToday(account, registration, context) >= context.quotas().registrationVersionsPerDay()) {
                return Decision.quotaExceeded(QuotaReason.REGISTRATION_VERSIONS_CREATED_PER_DAY);
            }
            var draft = RegistrationVersion.draft(
                    registration.id(), version.number() + 1, whatIsLeft(account, version), context.now());
            return Decision.changed(
                    RegistrationVersionOutput.of(account.scope(), registration, draft),
                    new Change.Put(draft),
                    new Change.Put(registration.atVersion(draft.number())));
        });
    }

    private static long createdToday(AccountResources account, Registration registration, DecisionContext context) {
        var since = context.now().minus(DAY);
        return Forms.versions(account, registration)
                .map(each -> each.history().get(RegistrationVersionStatus.DRAFT))
                .filter(created -> created != null && created.isAfter(since))
                .count();
    }

    /** Attachments may have been deleted since. */
    private static Map<String, FieldValue> whatIsLeft(AccountResources account, RegistrationVersion version) {
        var values = new TreeMap<>(version.values());
        values.values()
                .removeIf(value -> value instanceof FieldValue.Attachment attachment
                        && account.find(ResourceKind.REGISTRATION_ATTACHMENT, attachment.id())
                                .isEmpty());
        return values;
    }
}
