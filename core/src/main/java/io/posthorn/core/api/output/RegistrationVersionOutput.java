package io.posthorn.core.api.output;

import io.posthorn.core.resource.DeniedReason;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a registration with every member that some answer shows.
 *
 * @param awsReview whether a review before that of the registry was asked for; nobody offers one here
 */
public record RegistrationVersionOutput(
        String registrationArn,
        String registrationId,
        int versionNumber,
        RegistrationVersionStatus registrationVersionStatus,
        History registrationVersionStatusHistory,
        @Nullable List<DeniedReason> deniedReasons,
        @Nullable String feedback,
        boolean awsReview) {

    /** When a version came into the statuses it has been in. */
    public record History(
            @Nullable Instant draftTimestamp,
            @Nullable Instant submittedTimestamp,
            @Nullable Instant reviewingTimestamp,
            @Nullable Instant approvedTimestamp,
            @Nullable Instant discardedTimestamp,
            @Nullable Instant deniedTimestamp,
            @Nullable Instant revokedTimestamp,
            @Nullable Instant archivedTimestamp) {

        static History of(Map<RegistrationVersionStatus, Instant> history) {
            return new History(
                    history.get(RegistrationVersionStatus.DRAFT),
                    history.get(RegistrationVersionStatus.SUBMITTED),
                    history.get(RegistrationVersionStatus.REVIEWING),
                    history.get(RegistrationVersionStatus.APPROVED),
                    history.get(RegistrationVersionStatus.DISCARDED),
                    history.get(RegistrationVersionStatus.DENIED),
                    history.get(RegistrationVersionStatus.REVOKED),
                    history.get(RegistrationVersionStatus.ARCHIVED));
        }
    }

    public static RegistrationVersionOutput of(Scope scope, Registration registration, RegistrationVersion version) {
        return new RegistrationVersionOutput(
                registration.in(scope).arn(),
                registration.id(),
                version.number(),
                version.status(),
                History.of(version.history()),
                version.deniedReasons().isEmpty() ? null : version.deniedReasons(),
                version.feedback(),
                false);
    }
}
