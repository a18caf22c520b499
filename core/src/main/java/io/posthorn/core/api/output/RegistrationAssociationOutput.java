package io.posthorn.core.api.output;

import io.posthorn.core.registration.SupportedAssociation;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a registration is about, with every member that some answer shows.
 *
 * @param resourceType a type of number, {@code SENDER_ID}, or the type of another registration
 */
public record RegistrationAssociationOutput(
        String registrationArn,
        String registrationId,
        String registrationType,
        String resourceArn,
        String resourceId,
        String resourceType,
        @Nullable String isoCountryCode,
        @Nullable String phoneNumber) {

    /** What a registration is about; empty where that is gone. */
    public static Optional<RegistrationAssociationOutput> of(
            AccountResources account, Registration registration, RegistrationLink link) {
        return ResourceKind.named(link.kind())
                .flatMap(kind -> account.find(kind, link.id()))
                .map(resource -> of(account, registration, resource));
    }

    public static RegistrationAssociationOutput of(
            AccountResources account, Registration registration, Resource resource) {
        var number = resource instanceof OriginationNumber found ? found : null;
        return new RegistrationAssociationOutput(
                account.arnOf(registration),
                registration.id(),
                registration.type(),
                account.arnOf(resource),
                resource.id(),
                typeOf(resource),
                countryOf(resource),
                number == null ? null : number.number().value());
    }

    /** What associations call this type of resource. */
    public static String typeOf(Resource resource) {
        return switch (resource) {
            case OriginationNumber number -> number.type().name();
            case SenderId ignored -> SupportedAssociation.SENDER_ID;
            case Registration registration -> registration.type();
            default -> resource.kind().path();
        };
    }

    /** The country a resource belongs to, if it belongs to one. */
    public static @Nullable String countryOf(Resource resource) {
        return switch (resource) {
            case OriginationNumber number -> number.country();
            case SenderId senderId -> senderId.country();
            default -> null;
        };
    }
}
