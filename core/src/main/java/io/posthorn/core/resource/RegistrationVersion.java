package io.posthorn.core.resource;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a registration said at one time, and what became of it.
 *
 * @param registrationId the registration it belongs to
 * @param number counts from 1
 * @param history when it came into each status it has been in; always tells when it was a draft
 * @param values by field path
 * @param deniedReasons why it was not approved, as a whole
 * @param fieldReasons what is wrong with single fields, by field path
 * @param feedback what the reviewers want to say beyond that
 */
public record RegistrationVersion(
        String registrationId,
        int number,
        RegistrationVersionStatus status,
        Map<RegistrationVersionStatus, Instant> history,
        Map<String, FieldValue> values,
        List<DeniedReason> deniedReasons,
        Map<String, String> fieldReasons,
        @Nullable String feedback)
        implements Resource {

    public RegistrationVersion {
        history = Map.copyOf(history);
        values = Map.copyOf(values);
        deniedReasons = List.copyOf(deniedReasons);
        fieldReasons = Map.copyOf(fieldReasons);
    }

    /** A version to be filled in, beginning with these values. */
    public static RegistrationVersion draft(
            String registrationId, int number, Map<String, FieldValue> values, Instant now) {
        return new RegistrationVersion(
                registrationId,
                number,
                RegistrationVersionStatus.DRAFT,
                Map.of(RegistrationVersionStatus.DRAFT, now),
                values,
                List.of(),
                Map.of(),
                null);
    }

    /** How a version is identified; ids of one registration sort by number. */
    public static String id(String registrationId, int number) {
        return idPrefix(registrationId) + String.format(Locale.ROOT, "%06d", number);
    }

    /** What the ids of all versions of one registration begin with. */
    public static String idPrefix(String registrationId) {
        return registrationId + "/";
    }

    @Override
    public ResourceKind<RegistrationVersion> kind() {
        return ResourceKind.REGISTRATION_VERSION;
    }

    @Override
    public String id() {
        return id(registrationId, number);
    }

    /** The same version in another part of its life from {@code now} on. */
    public RegistrationVersion inStatus(RegistrationVersionStatus status, Instant now) {
        var longer = new EnumMap<RegistrationVersionStatus, Instant>(RegistrationVersionStatus.class);
        longer.putAll(history);
        longer.put(status, now);
        return new RegistrationVersion(
                registrationId, number, status, longer, values, deniedReasons, fieldReasons, feedback);
    }

    /** The same version with the words of its reviewers. */
    public RegistrationVersion reviewed(
            List<DeniedReason> deniedReasons, Map<String, String> fieldReasons, @Nullable String feedback) {
        return new RegistrationVersion(
                registrationId, number, status, history, values, deniedReasons, fieldReasons, feedback);
    }

    /** The same version with this value in this field. */
    public RegistrationVersion with(String fieldPath, FieldValue value) {
        var more = new TreeMap<>(values);
        more.put(fieldPath, value);
        return withValues(more);
    }

    /** The same version with nothing in this field. */
    public RegistrationVersion without(String fieldPath) {
        var fewer = new TreeMap<>(values);
        fewer.remove(fieldPath);
        return withValues(fewer);
    }

    private RegistrationVersion withValues(Map<String, FieldValue> values) {
        return new RegistrationVersion(
                registrationId, number, status, history, values, deniedReasons, fieldReasons, feedback);
    }
}
