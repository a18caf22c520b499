package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.output.RegistrationOutput;
import io.posthorn.core.registration.SupportedAssociation.LettingGo;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Deletes a registration with all its versions, and lets go what it was about. Not while it is being reviewed, while
 * another registration builds on it, or while it is in force for something that has to be given back first.
 */
public record DeleteRegistration(String registrationId) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.given(account, registrationId, (registration, version) -> {
            if (version.status().isUnderReview()
                    || Associations.references(account, registration).findAny().isPresent()
                    || mustBeGivenBackFirst(account, registration)) {
                return Decision.conflict(ConflictReason.RESOURCE_DELETION_NOT_ALLOWED, registration);
            }
            var changes = new ArrayList<Change>();
            Associations.resources(account, registration)
                    .map(Associations::letGo)
                    .flatMap(Optional::stream)
                    .forEach(freed -> changes.add(new Change.Put(freed)));
            Forms.versions(account, registration).forEach(each -> changes.add(new Change.Remove(each)));
            changes.add(new Change.Remove(registration));
            return new Decision.Changed(
                    changes, RegistrationOutput.of(account.scope(), registration.inStatus(RegistrationStatus.DELETED)));
        });
    }

    private static boolean mustBeGivenBackFirst(AccountResources account, Registration registration) {
        return registration.isInForce()
                && Associations.resources(account, registration)
                        .flatMap(resource -> Associations.supported(registration, resource).stream())
                        .anyMatch(association ->
                                association.disassociationBehavior() != LettingGo.DELETE_REGISTRATION_DISASSOCIATES);
    }
}
