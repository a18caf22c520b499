package io.posthorn.registration.form;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationVersionOutput;
import io.posthorn.core.registration.SupportedAssociation;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersionStatus.Move;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest version in for review: every question that has to be has been answered, all answers do, and what has
 * to be associated before is.
 *
 * @param awsReview asks for a review before that of the registry; nobody offers one here
 */
public record SubmitRegistrationVersion(
        String registrationId, @Nullable Boolean awsReview) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.given(account, registrationId, (registration, version) -> {
            if (version.status().isUnderReview()) {
                return Decision.conflict(ConflictReason.REGISTRATION_ALREADY_SUBMITTED, registration);
            }
            var submitted = version.status().after(Move.SUBMIT);
            if (submitted.isEmpty() || registration.status() == RegistrationStatus.CLOSED) {
                return Decision.conflict(ConflictReason.SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED, registration);
            }
            var missing = missingAssociation(account, registration);
            if (missing.isPresent()) {
                return missing.get();
            }
            var problems = Forms.typeOf(registration).problems(version.values());
            if (!problems.isEmpty()) {
                return new Decision.Refused(new ApiError.Validation(
                        ValidationReason.FIELD_VALIDATION_FAILED,
                        problems.stream()
                                .map(problem -> new ApiError.Field(problem.fieldPath(), problem.message()))
                                .toList(),
                        ""));
            }
            var changed = version.inStatus(submitted.get(), context.now());
            return Decision.changed(
                    RegistrationVersionOutput.of(account.scope(), registration, changed),
                    new Change.Put(changed),
                    new Change.Put(registration.inStatus(RegistrationStatus.SUBMITTED)));
        });
    }

    private static Optional<Decision> missingAssociation(AccountResources account, Registration registration) {
        var resources = Associations.resources(account, registration).toList();
        for (var association : Forms.typeOf(registration).supportedAssociations()) {
            var present = resources.stream()
                    .filter(resource -> Associations.covers(association, resource))
                    .toList();
            if (association.associationBehavior() == SupportedAssociation.When.ASSOCIATE_BEFORE_SUBMIT
                    && present.size() < association.atLeast()) {
                return Optional.of(Decision.invalid(
                        ValidationReason.INVALID_REGISTRATION_ASSOCIATION,
                        "RegistrationId",
                        "has to be associated with " + association.resourceType() + " before"));
            }
            for (var resource : present) {
                if (resource instanceof Registration other && !other.isInForce()) {
                    return Optional.of(Decision.conflict(ConflictReason.REGISTRATION_NOT_COMPLETE, other));
                }
            }
        }
        return Optional.empty();
    }
}
