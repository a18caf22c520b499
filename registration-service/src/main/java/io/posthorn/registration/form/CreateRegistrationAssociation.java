package io.posthorn.registration.form;

import io.posthorn.core.api.output.RegistrationAssociationOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Says what a registration is about: a number, a sender id or another registration. */
public record CreateRegistrationAssociation(String registrationId, String resourceId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.given(
                account,
                registrationId,
                (registration, version) -> Associations.named(account, resourceId)
                        .map(resource -> Associations.obstacle(account, registration, resource)
                                .orElseGet(() -> new Decision.Changed(
                                        Associations.made(registration, resource),
                                        RegistrationAssociationOutput.of(account, registration, resource))))
                        .orElseGet(() -> Decision.notFound(Associations.typeNamed(resourceId), resourceId)));
    }
}
