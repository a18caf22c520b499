package io.posthorn.registration.form;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.DeniedReason;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.RegistrationVersionStatus.Move;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator, or whoever the operator asked, says about a version of a registration. It is no operation of the
 * API: tenants do not review themselves.
 *
 * @param versionNumber left out, the newest version; to revoke, the one in force
 * @param fieldReasons what is wrong with single fields
 * @param reasons why it is not approved, as a whole; one of the common reasons of its type needs its name only
 * @param feedback what else its owner should read
 * @param additionalAttributes noted on the registration, such as a vetting score
 */
public record ReviewRegistrationVersion(
        String registrationId,
        @Nullable Integer versionNumber,
        ReviewOutcome outcome,
        @Nullable List<FieldReason> fieldReasons,
        @Nullable List<Reason> reasons,
        @Nullable String feedback,
        @Nullable Map<String, String> additionalAttributes)
        implements Request {

    /** What is wrong with a field. */
    public record FieldReason(String fieldPath, String reason) {}

    /** Why a version is not approved. */
    public record Reason(
            String reason,
            @Nullable String shortDescription,
            @Nullable String longDescription) {}

    /** How registration and version stand now. */
    record Reviewed(
            String registrationArn,
            String registrationId,
            String registrationType,
            RegistrationStatus registrationStatus,
            int versionNumber,
            RegistrationVersionStatus registrationVersionStatus) {}

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(
                account,
                ResourceKind.REGISTRATION,
                registrationId,
                registration -> Forms.version(account, registration, number(registration))
                        .map(version -> review(account, context, registration, version))
                        .orElseGet(() -> Decision.invalid(
                                ValidationReason.UNKNOWN_REGISTRATION_VERSION,
                                "VersionNumber",
                                "is no version of this registration")));
    }

    private int number(Registration registration) {
        if (versionNumber != null) {
            return versionNumber;
        }
        var approved = registration.approvedVersion();
        return outcome == ReviewOutcome.REVOKE && approved != null ? approved : registration.currentVersion();
    }

    private Decision review(
            AccountResources account, DecisionContext context, Registration registration, RegistrationVersion version) {
        var after = version.status().after(move());
        if (after.isEmpty()) {
            return Decision.conflict(ConflictReason.RESOURCE_MODIFICATION_NOT_ALLOWED, registration);
        }
        var unknown = unknownFields(registration);
        if (!unknown.isEmpty()) {
            return new Decision.Refused(
                    new ApiError.Validation(ValidationReason.UNKNOWN_REGISTRATION_FIELD, unknown, ""));
        }
        var needsReason = outcome == ReviewOutcome.REQUIRE_UPDATES || outcome == ReviewOutcome.DENY;
        if (needsReason && given(fieldReasons).isEmpty() && given(reasons).isEmpty()) {
            return Decision.invalid(
                    ValidationReason.MISSING_PARAMETER, "Reasons", "or FieldReasons are required: say what is wrong");
        }
        var reviewed = version.inStatus(after.get(), context.now())
                .reviewed(
                        given(reasons).stream()
                                .map(reason -> described(registration, reason))
                                .toList(),
                        byField(),
                        feedback);
        var changed = standing(registration, version)
                .withAttributes(additionalAttributes == null ? Map.of() : additionalAttributes);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(reviewed));
        if (outcome == ReviewOutcome.APPROVE) {
            superseded(account, context, registration).ifPresent(old -> changes.add(new Change.Put(old)));
        }
        changes.addAll(Standing.follow(account, registration, changed, reviewed));
        return new Decision.Changed(
                changes,
                new Reviewed(
                        account.arnOf(registration),
                        registration.id(),
                        registration.type(),
                        changed.status(),
                        reviewed.number(),
                        reviewed.status()));
    }

    private Move move() {
        return switch (outcome) {
            case START_REVIEW -> Move.START_REVIEW;
            case APPROVE -> Move.APPROVE;
            case REQUIRE_UPDATES, DENY -> Move.DENY;
            case REVOKE -> Move.REVOKE;
        };
    }

    private List<ApiError.Field> unknownFields(Registration registration) {
        var type = Forms.typeOf(registration);
        var unknown = new ArrayList<ApiError.Field>();
        var named = given(fieldReasons);
        for (int i = 0; i < named.size(); i++) {
            if (type.field(named.get(i).fieldPath()).isEmpty()) {
                unknown.add(new ApiError.Field(
                        "FieldReasons[" + i + "].FieldPath", "is no field of " + registration.type()));
            }
        }
        return unknown;
    }

    private static <T> List<T> given(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    private static DeniedReason described(Registration registration, Reason reason) {
        var common = Forms.typeOf(registration).denialReason(reason.reason());
        var shortDescription = reason.shortDescription();
        var longDescription = reason.longDescription();
        return new DeniedReason(
                reason.reason(),
                shortDescription == null
                        ? common.map(DeniedReason::shortDescription).orElse(reason.reason())
                        : shortDescription,
                longDescription == null
                        ? common.map(DeniedReason::longDescription).orElse(null)
                        : longDescription);
    }

    private Map<String, String> byField() {
        var byField = new TreeMap<String, String>();
        given(fieldReasons).forEach(reason -> byField.put(reason.fieldPath(), reason.reason()));
        return byField;
    }

    private Registration standing(Registration registration, RegistrationVersion version) {
        return switch (outcome) {
            case START_REVIEW -> registration.inStatus(RegistrationStatus.REVIEWING);
            case APPROVE -> registration.inStatus(RegistrationStatus.COMPLETE).withApproved(version.number());
            case REQUIRE_UPDATES ->
                registration.inStatus(RegistrationStatus.REQUIRES_UPDATES).withDenied(version.number());
            case DENY ->
                registration
                        .inStatus(
                                registration.approvedVersion() == null
                                        ? RegistrationStatus.CLOSED
                                        : RegistrationStatus.COMPLETE)
                        .withDenied(version.number());
            case REVOKE -> revoked(registration, version);
        };
    }

    /** A newer version that is being reviewed goes on being so. */
    private static Registration revoked(Registration registration, RegistrationVersion version) {
        var without = registration.withApproved(null).withDenied(version.number());
        return registration.status() == RegistrationStatus.COMPLETE
                ? without.inStatus(RegistrationStatus.REQUIRES_UPDATES)
                : without;
    }

    private static Optional<RegistrationVersion> superseded(
            AccountResources account, DecisionContext context, Registration registration) {
        var approved = registration.approvedVersion();
        return approved == null
                ? Optional.empty()
                : Forms.version(account, registration, approved)
                        .flatMap(old ->
                                old.status().after(Move.SUPERSEDE).map(status -> old.inStatus(status, context.now())));
    }
}
