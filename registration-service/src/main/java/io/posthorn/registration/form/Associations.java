package io.posthorn.registration.form;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationAssociationOutput;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.registration.SupportedAssociation;
import io.posthorn.core.registration.SupportedAssociation.LettingGo;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What registrations are about, and what it means for those resources. */
public final class Associations {
    private static final String REGISTRATION_ID = "registration-";

    /** The kinds of resource a registration can be about. */
    private static final List<ResourceKind<?>> KINDS =
            List.of(ResourceKind.PHONE_NUMBER, ResourceKind.SENDER_ID, ResourceKind.REGISTRATION);

    private Associations() {}

    /** The resource with this id or ARN, if it is one that can be registered. */
    static Optional<Resource> named(AccountResources account, String idOrArn) {
        for (var kind : KINDS) {
            var found = account.findNamed(kind, idOrArn);
            if (found.isPresent()) {
                return Optional.of(found.get());
            }
        }
        return Optional.empty();
    }

    /** What an id or ARN of something that is not there speaks of. */
    static ResourceType typeNamed(String idOrArn) {
        if (idOrArn.startsWith(REGISTRATION_ID) || idOrArn.contains(":registration/")) {
            return ResourceType.REGISTRATION;
        }
        return idOrArn.contains(":sender-id/") ? ResourceType.SENDER_ID : ResourceType.PHONE_NUMBER;
    }

    /** What a registration is about, as far as it is still there. */
    static Stream<Resource> resources(AccountResources account, Registration registration) {
        return registration.links().stream()
                .flatMap(link ->
                        ResourceKind.named(link.kind())
                                .flatMap(kind -> account.find(kind, link.id()).map(Resource.class::cast))
                                .stream());
    }

    /** The registrations that are about {@code registration}. */
    static Stream<Registration> references(AccountResources account, Registration registration) {
        var link = RegistrationLink.to(registration);
        return account.all(ResourceKind.REGISTRATION)
                .filter(each -> each.links().contains(link));
    }

    static boolean covers(SupportedAssociation association, Resource resource) {
        return association.covers(
                RegistrationAssociationOutput.typeOf(resource), RegistrationAssociationOutput.countryOf(resource));
    }

    /** The rules for associating this registration with this resource; empty where that is not possible. */
    static Optional<SupportedAssociation> supported(Registration registration, Resource resource) {
        return Forms.typeOf(registration)
                .association(
                        RegistrationAssociationOutput.typeOf(resource),
                        RegistrationAssociationOutput.countryOf(resource));
    }

    /** Why a registration cannot be about a resource, if it cannot. */
    public static Optional<Decision> obstacle(AccountResources account, Registration registration, Resource resource) {
        var supported = supported(registration, resource);
        if (supported.isEmpty()) {
            return Optional.of(Decision.invalid(
                    ValidationReason.INVALID_REGISTRATION_ASSOCIATION,
                    "ResourceId",
                    "is nothing that " + registration.type() + " can be about"));
        }
        var association = supported.get();
        if (resource instanceof SenderId senderId
                && registration.isInForce()
                && !names(account, registration, association, senderId)) {
            return Optional.of(Decision.invalid(
                    ValidationReason.INVALID_REGISTRATION_ASSOCIATION,
                    "ResourceId",
                    "is another sender id than the one registered"));
        }
        return obstacleOfResource(registration, resource)
                .or(() -> obstacleOfTime(account, registration, association))
                .or(() -> obstacleOfNumber(account, registration, association, resource));
    }

    private static Optional<Decision> obstacleOfResource(Registration registration, Resource resource) {
        if (registration.links().contains(RegistrationLink.to(resource))) {
            return conflict(ConflictReason.RESOURCE_ALREADY_ASSOCIATED, resource);
        }
        return switch (resource) {
            case OriginationNumber number
            when number.registrationId() != null ->
                conflict(ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION, number);
            case SenderId senderId
            when senderId.registrationId() != null -> conflict(ConflictReason.RESOURCE_ALREADY_ASSOCIATED, senderId);
            case Registration other
            when !other.isInForce() -> conflict(ConflictReason.REGISTRATION_NOT_COMPLETE, other);
            default -> Optional.empty();
        };
    }

    private static Optional<Decision> obstacleOfTime(
            AccountResources account, Registration registration, SupportedAssociation association) {
        if (registration.status() == RegistrationStatus.CLOSED) {
            return conflict(ConflictReason.RESOURCE_MODIFICATION_NOT_ALLOWED, registration);
        }
        return switch (association.associationBehavior()) {
            case ASSOCIATE_BEFORE_SUBMIT ->
                Forms.isOpen(registration, Forms.current(account, registration))
                        ? Optional.empty()
                        : conflict(ConflictReason.RESOURCE_MODIFICATION_NOT_ALLOWED, registration);
            case ASSOCIATE_ON_APPROVAL, ASSOCIATE_AFTER_COMPLETE ->
                registration.isInForce()
                        ? Optional.empty()
                        : conflict(ConflictReason.REGISTRATION_NOT_COMPLETE, registration);
        };
    }

    private static Optional<Decision> obstacleOfNumber(
            AccountResources account, Registration registration, SupportedAssociation association, Resource resource) {
        var present = resources(account, registration)
                .filter(each -> covers(association, each))
                .count();
        if (present >= association.atMost()) {
            return Optional.of(Decision.quotaExceeded(
                    resource instanceof OriginationNumber
                            ? QuotaReason.PHONE_NUMBERS_PER_REGISTRATION
                            : QuotaReason.ASSOCIATIONS_PER_REGISTRATION));
        }
        var most = association.mostReferences();
        return most != null
                        && resource instanceof Registration other
                        && references(account, other)
                                        .filter(each -> each.type().equals(registration.type()))
                                        .count()
                                >= most
                ? Optional.of(Decision.quotaExceeded(QuotaReason.ASSOCIATIONS_PER_REGISTRATION))
                : Optional.empty();
    }

    private static Optional<Decision> conflict(ConflictReason reason, Resource resource) {
        return Optional.of(Decision.conflict(reason, resource));
    }

    /** What changes when a registration is about a resource from now on. */
    public static List<Change> made(Registration registration, Resource resource) {
        var changes = new ArrayList<Change>();
        taken(registration, resource).ifPresent(changed -> changes.add(new Change.Put(changed)));
        changes.add(new Change.Put(registration.linked(RegistrationLink.to(resource))));
        return changes;
    }

    /** The resource as one of this registration; empty where that makes no difference to it. */
    static Optional<Resource> taken(Registration registration, Resource resource) {
        return switch (resource) {
            case OriginationNumber number -> Optional.of(registered(registration, number));
            case SenderId senderId ->
                Optional.of(senderId.withRegistration(registration.id(), registration.isInForce()));
            default -> Optional.empty();
        };
    }

    /** The resource as one of no registration; empty where that makes no difference to it. */
    static Optional<Resource> letGo(Resource resource) {
        return switch (resource) {
            case OriginationNumber number -> Optional.of(standing(number.registeredAs(null), false));
            case SenderId senderId -> Optional.of(senderId.withRegistration(null, false));
            default -> Optional.empty();
        };
    }

    /** The number as one of this registration. */
    public static OriginationNumber registered(Registration registration, OriginationNumber number) {
        return standing(number.registeredAs(registration.id()), registration.isInForce());
    }

    /** A number that has to be registered can be used while its registration is in force, and only then. */
    private static OriginationNumber standing(OriginationNumber number, boolean inForce) {
        if (inForce) {
            return number.status() == NumberStatus.PENDING ? number.inStatus(NumberStatus.ACTIVE) : number;
        }
        return number.status() == NumberStatus.ACTIVE && mustBeRegistered(number)
                ? number.inStatus(NumberStatus.PENDING)
                : number;
    }

    /** Whether a number cannot be used before it is registered. */
    public static boolean mustBeRegistered(OriginationNumber number) {
        return RegistrationTypes.builtIn().mustBeRegistered(number.type().name(), number.country());
    }

    /** What changes for its registration when a resource is given back. */
    public static List<Change> givenBack(AccountResources account, Resource resource) {
        var id =
                switch (resource) {
                    case OriginationNumber number -> number.registrationId();
                    case SenderId senderId -> senderId.registrationId();
                    default -> null;
                };
        return id == null
                ? List.of()
                : account.find(ResourceKind.REGISTRATION, id)
                        .map(registration -> List.<Change>of(new Change.Put(without(account, registration, resource))))
                        .orElse(List.of());
    }

    /** The sender ids of the account that the approved version of a registration names, and that belong to none yet. */
    static Stream<SenderId> named(AccountResources account, Registration registration, RegistrationVersion approved) {
        return Forms.typeOf(registration).supportedAssociations().stream()
                .flatMap(association -> senderIdNamed(association, approved).stream())
                .flatMap(id -> account.find(ResourceKind.SENDER_ID, id).stream())
                .filter(senderId -> senderId.registrationId() == null);
    }

    /** The id of the sender id that a version names; empty where it names none. */
    private static Optional<String> senderIdNamed(SupportedAssociation association, RegistrationVersion version) {
        var nameField = association.nameField();
        var countryField = association.countryField();
        var country = association.isoCountryCode();
        if (nameField == null) {
            return Optional.empty();
        }
        return textIn(version, nameField)
                .flatMap(name -> (countryField == null ? Optional.ofNullable(country) : textIn(version, countryField))
                        .map(where -> SenderId.id(name, where)));
    }

    private static Optional<String> textIn(RegistrationVersion version, String fieldPath) {
        return version.values().get(fieldPath) instanceof FieldValue.Text text
                ? Optional.of(text.text())
                : Optional.empty();
    }

    private static boolean names(
            AccountResources account, Registration registration, SupportedAssociation association, SenderId senderId) {
        var approved = registration.approvedVersion();
        return approved != null
                && Forms.version(account, registration, approved)
                        .flatMap(version -> senderIdNamed(association, version))
                        .filter(senderId.id()::equals)
                        .isPresent();
    }

    /** The registration in force that names this sender id, for one that is to be leased. */
    public static Optional<Registration> inForceFor(AccountResources account, SenderId senderId) {
        return account.all(ResourceKind.REGISTRATION)
                .filter(Registration::isInForce)
                .filter(registration -> supported(registration, senderId)
                        .filter(association -> names(account, registration, association, senderId))
                        .isPresent())
                .findFirst();
    }

    private static Registration without(AccountResources account, Registration registration, Resource resource) {
        var rest = registration.without(RegistrationLink.to(resource));
        var closes = supported(registration, resource)
                .filter(association ->
                        association.disassociationBehavior() == LettingGo.DISASSOCIATE_ALL_CLOSES_REGISTRATION)
                .filter(association -> resources(account, rest).noneMatch(other -> covers(association, other)))
                .isPresent();
        return closes ? rest.inStatus(RegistrationStatus.CLOSED) : rest;
    }
}
