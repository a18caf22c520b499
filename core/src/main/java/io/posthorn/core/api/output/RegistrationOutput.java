package io.posthorn.core.api.output;

import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registration with every member that some answer shows. */
public record RegistrationOutput(
        String registrationArn,
        String registrationId,
        String registrationType,
        RegistrationStatus registrationStatus,
        int currentVersionNumber,
        @Nullable Integer approvedVersionNumber,
        @Nullable Integer latestDeniedVersionNumber,
        @Nullable Map<String, String> additionalAttributes,
        List<TagOutput> tags,
        Instant createdTimestamp) {

    public static RegistrationOutput of(Scope scope, Registration registration) {
        return new RegistrationOutput(
                registration.in(scope).arn(),
                registration.id(),
                registration.type(),
                registration.status(),
                registration.currentVersion(),
                registration.approvedVersion(),
                registration.latestDeniedVersion(),
                registration.attributes().isEmpty() ? null : registration.attributes(),
                TagOutput.of(registration.tags()),
                registration.createdAt());
    }
}
