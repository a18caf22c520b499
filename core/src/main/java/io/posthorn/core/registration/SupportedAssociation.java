package io.posthorn.core.registration;

import org.jspecify.annotations.Nullable;

/**
 * What registrations of a type can be about.
 *
 * @param resourceType a type of number, {@code SENDER_ID}, or the type of another registration
 * @param isoCountryCode the only country it can belong to; any where it is left out
 * @param associationBehavior when it is associated
 * @param disassociationBehavior how it can be let go
 * @param atLeast how many there must be for the form to be submitted
 * @param atMost how many there can be
 * @param mostReferences for another registration: how many registrations of this type can be about the same one; any
 *     number where it is left out
 * @param requiredForUse whether such a resource can only be used while its registration is in force
 * @param nameField path of the field that names the sender id to associate on approval
 * @param countryField path of the field with its country, where {@code isoCountryCode} does not say it
 */
public record SupportedAssociation(
        String resourceType,
        @Nullable String isoCountryCode,
        When associationBehavior,
        LettingGo disassociationBehavior,
        int atLeast,
        int atMost,
        @Nullable Integer mostReferences,
        boolean requiredForUse,
        @Nullable String nameField,
        @Nullable String countryField) {

    /** What sender ids are called as a resource type. */
    public static final String SENDER_ID = "SENDER_ID";

    /** When a resource is associated. */
    public enum When {
        ASSOCIATE_BEFORE_SUBMIT,
        /** By the approval itself. */
        ASSOCIATE_ON_APPROVAL,
        ASSOCIATE_AFTER_COMPLETE
    }

    /** How registration and resource can be parted. */
    public enum LettingGo {
        /** When the last one is given back, the registration is over. */
        DISASSOCIATE_ALL_CLOSES_REGISTRATION,
        /** All must be given back before the registration can be deleted. */
        DISASSOCIATE_ALL_ALLOWS_DELETE_REGISTRATION,
        /** Deleting the registration is enough. */
        DELETE_REGISTRATION_DISASSOCIATES
    }

    /** Whether a resource of this type and country is meant. */
    public boolean covers(String type, @Nullable String country) {
        return resourceType.equals(type) && (isoCountryCode == null || isoCountryCode.equals(country));
    }
}
