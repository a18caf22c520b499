package io.posthorn.registration.form;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.registration.RegistrationType;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Tag;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins a registration with an empty first version. */
public record CreateRegistration(
        String registrationType, @Nullable List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return RegistrationTypes.builtIn()
                .find(registrationType)
                .map(type -> isFull(type, account, context)
                        ? Decision.quotaExceeded(QuotaReason.REGISTRATIONS_PER_ACCOUNT)
                        : Tags.ofNew(tags, context, read -> created(account, context, read)))
                .orElseGet(() -> Decision.invalid(
                        ValidationReason.UNKNOWN_REGISTRATION_TYPE,
                        "RegistrationType",
                        "must be one of those DescribeRegistrationTypeDefinitions shows"));
    }

    private boolean isFull(RegistrationType type, AccountResources account, DecisionContext context) {
        var most = type.maxPerAccount();
        var ofType = account.all(ResourceKind.REGISTRATION)
                .filter(each -> each.type().equals(registrationType))
                .count();
        return account.count(ResourceKind.REGISTRATION) >= context.quotas().registrations()
                || (most != null && ofType >= most);
    }

    private Decision created(AccountResources account, DecisionContext context, List<Tag> read) {
        var registration = new Registration(
                "registration-" + context.ids().hex(),
                registrationType,
                RegistrationStatus.CREATED,
                1,
                null,
                null,
                Map.of(),
                List.of(),
                read,
                context.now());
        return Decision.changed(
                RegistrationOutput.of(account.scope(), registration),
                new Change.Put(RegistrationVersion.draft(registration.id(), 1, Map.of(), context.now())),
                new Change.Put(registration));
    }
}
