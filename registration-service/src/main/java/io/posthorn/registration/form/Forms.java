package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.registration.RegistrationField;
import io.posthorn.core.registration.RegistrationType;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Decision;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the operations on registrations share. */
final class Forms {
    private Forms() {}

    /** Goes on with a registration and its newest version, or refuses because there is none. */
    static Decision given(
            AccountResources account, String idOrArn, BiFunction<Registration, RegistrationVersion, Decision> decide) {
        return Decision.given(
                account,
                ResourceKind.REGISTRATION,
                idOrArn,
                registration -> decide.apply(registration, current(account, registration)));
    }

    /** Goes on with a registration whose newest version is being filled in, and one of its fields. */
    static Decision givenField(AccountResources account, String idOrArn, String fieldPath, Filling decide) {
        return given(
                account,
                idOrArn,
                (registration, version) -> typeOf(registration)
                        .field(fieldPath)
                        .map(field -> isOpen(registration, version)
                                ? decide.apply(registration, version, field)
                                : Decision.conflict(
                                        ConflictReason.EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED, registration))
                        .orElseGet(() -> Decision.invalid(
                                ValidationReason.UNKNOWN_REGISTRATION_FIELD,
                                "FieldPath",
                                "is no field of " + registration.type())));
    }

    /** What follows for one field of a version that is being filled in. */
    @FunctionalInterface
    interface Filling {
        Decision apply(Registration registration, RegistrationVersion version, RegistrationField field);
    }

    static boolean isOpen(Registration registration, RegistrationVersion version) {
        return version.status() == RegistrationVersionStatus.DRAFT
                && registration.status() != RegistrationStatus.CLOSED;
    }

    static RegistrationType typeOf(Registration registration) {
        return RegistrationTypes.builtIn().get(registration.type());
    }

    static RegistrationVersion current(AccountResources account, Registration registration) {
        return version(account, registration, registration.currentVersion())
                .orElseThrow(() -> new IllegalStateException(
                        "registration '" + registration.id() + "' has lost version " + registration.currentVersion()));
    }

    static Optional<RegistrationVersion> version(AccountResources account, Registration registration, int number) {
        return account.find(ResourceKind.REGISTRATION_VERSION, RegistrationVersion.id(registration.id(), number));
    }

    /** All versions of a registration, the oldest first. */
    static Stream<RegistrationVersion> versions(AccountResources account, Registration registration) {
        return account.startingWith(ResourceKind.REGISTRATION_VERSION, RegistrationVersion.idPrefix(registration.id()));
    }

    /** The status of a registration whose newest version is out of the way. */
    static RegistrationStatus settled(Registration registration) {
        if (registration.approvedVersion() != null) {
            return RegistrationStatus.COMPLETE;
        }
        return registration.latestDeniedVersion() == null
                ? RegistrationStatus.CREATED
                : RegistrationStatus.REQUIRES_UPDATES;
    }

    static boolean refersTo(RegistrationVersion version, String attachmentId) {
        return version.values().containsValue(new FieldValue.Attachment(attachmentId));
    }
}
