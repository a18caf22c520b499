package io.posthorn.gateway.read;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationAssociationOutput;
import io.posthorn.core.api.output.RegistrationAttachmentOutput;
import io.posthorn.core.api.output.RegistrationFieldValueOutput;
import io.posthorn.core.api.output.RegistrationOutput;
import io.posthorn.core.api.output.RegistrationVersionOutput;
import io.posthorn.core.registration.RegistrationField;
import io.posthorn.core.registration.RegistrationSection;
import io.posthorn.core.registration.RegistrationType;
import io.posthorn.core.registration.RegistrationTypes;
import io.posthorn.core.registration.SupportedAssociation;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations that only look at registrations, and at what their types ask. */
final class RegistrationReads {
    private static final String REGISTRATION_ID = "RegistrationId";
    private static final String REGISTRATION_ARN = "RegistrationArn";
    private static final String REGISTRATION_TYPE = "RegistrationType";
    private static final String VERSION_NUMBER = "VersionNumber";
    private static final String SECTION_PATH = "SectionPath";
    private static final String FIELD_PATHS = "FieldPaths";

    private final RegistrationTypes types;

    RegistrationReads(RegistrationTypes types) {
        this.types = types;
    }

    /** All of them, by the name of the operation. */
    Map<String, Read> reads() {
        Map<String, Read> reads = new LinkedHashMap<>();
        reads.put("DescribeRegistrations", registrations());
        reads.put("DescribeRegistrationVersions", this::versions);
        reads.put("DescribeRegistrationFieldValues", this::fieldValues);
        reads.put("DescribeRegistrationAttachments", attachments());
        reads.put("ListRegistrationAssociations", this::associations);
        reads.put("DescribeRegistrationTypeDefinitions", this::typeDefinitions);
        reads.put("DescribeRegistrationSectionDefinitions", this::sectionDefinitions);
        reads.put("DescribeRegistrationFieldDefinitions", this::fieldDefinitions);
        return reads;
    }

    private static Read registrations() {
        var filters = new Filters<Registration>()
                .text("registration-type", Registration::type)
                .text(
                        "registration-status",
                        registration -> registration.status().name());
        return new Describe<>(
                ResourceKind.REGISTRATION,
                ResourceType.REGISTRATION,
                "RegistrationIds",
                "Registrations",
                filters,
                (account, registration) -> RegistrationOutput.of(account.scope(), registration));
    }

    private static Read attachments() {
        var complete = RegistrationAttachmentOutput.Status.UPLOAD_COMPLETE;
        return new Describe<>(
                ResourceKind.REGISTRATION_ATTACHMENT,
                ResourceType.REGISTRATION_ATTACHMENT,
                "RegistrationAttachmentIds",
                "RegistrationAttachments",
                new Filters<RegistrationAttachment>().text("attachment-status", ignored -> complete.name()),
                (account, attachment) -> RegistrationAttachmentOutput.of(account.scope(), attachment, complete));
    }

    private static Registration registration(AccountResources account, ObjectNode input) throws RefusedException {
        return Describe.named(
                account, ResourceKind.REGISTRATION, ResourceType.REGISTRATION, Question.text(input, REGISTRATION_ID));
    }

    private static Map<String, Object> names(AccountResources account, Registration registration) {
        return Map.of(REGISTRATION_ARN, account.arnOf(registration), REGISTRATION_ID, registration.id());
    }

    private Object versions(Operation operation, AccountResources account, ObjectNode input) throws RefusedException {
        var registration = registration(account, input);
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<RegistrationVersion>()
                .text("registration-version-status", version -> version.status().name())
                .predicate(question.filters());
        var found = new ArrayList<RegistrationVersion>();
        for (var number : input.path("VersionNumbers")) {
            found.add(version(account, registration, number, "VersionNumbers"));
        }
        var prefix = RegistrationVersion.idPrefix(registration.id());
        var candidates = found.isEmpty()
                ? account.after(
                                ResourceKind.REGISTRATION_VERSION,
                                question.after().isEmpty() ? prefix : question.after())
                        .takeWhile(version -> version.registrationId().equals(registration.id()))
                : found.stream()
                        .distinct()
                        .sorted(Comparator.comparing(RegistrationVersion::id))
                        .filter(version -> version.id().compareTo(question.after()) > 0);
        return Describe.page(
                "RegistrationVersions",
                question.page(candidates.filter(wanted), RegistrationVersion::id),
                version -> RegistrationVersionOutput.of(account.scope(), registration, version),
                names(account, registration));
    }

    private static RegistrationVersion version(
            AccountResources account, Registration registration, JsonNode number, String member)
            throws RefusedException {
        return account.find(
                        ResourceKind.REGISTRATION_VERSION, RegistrationVersion.id(registration.id(), number.intValue()))
                .orElseThrow(() -> unknown(
                        ValidationReason.UNKNOWN_REGISTRATION_VERSION, member, "is no version of this registration"));
    }

    private Object fieldValues(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var registration = registration(account, input);
        var number = input.path(VERSION_NUMBER);
        var version = number.isNumber()
                ? version(account, registration, number, VERSION_NUMBER)
                : account.find(
                                ResourceKind.REGISTRATION_VERSION,
                                RegistrationVersion.id(registration.id(), registration.currentVersion()))
                        .orElseThrow(() -> new IllegalStateException(
                                "registration '" + registration.id() + "' has lost its newest version"));
        var question = Question.of(operation, account.scope(), input);
        var answered = fields(types.get(registration.type()), input).stream()
                .filter(field -> version.values().containsKey(field.fieldPath()))
                .toList();
        var repeated = new LinkedHashMap<>(names(account, registration));
        repeated.put(VERSION_NUMBER, version.number());
        return Describe.page(
                "RegistrationFieldValues",
                question.page(
                        behind(answered, RegistrationField::fieldPath, question.after()), RegistrationField::fieldPath),
                field -> RegistrationFieldValueOutput.of(
                        account.scope(),
                        registration,
                        version,
                        field.fieldPath(),
                        Objects.requireNonNull(version.values().get(field.fieldPath()))),
                repeated);
    }

    private Object associations(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var registration = registration(account, input);
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<RegistrationAssociationOutput>()
                .text("resource-type", RegistrationAssociationOutput::resourceType)
                .text("iso-country-code", RegistrationAssociationOutput::isoCountryCode)
                .predicate(question.filters());
        var present = registration.links().stream()
                .map(link -> RegistrationAssociationOutput.of(account, registration, link))
                .flatMap(Optional::stream)
                .filter(association -> association.resourceArn().compareTo(question.after()) > 0)
                .sorted(Comparator.comparing(RegistrationAssociationOutput::resourceArn))
                .filter(wanted);
        var repeated = new LinkedHashMap<>(names(account, registration));
        repeated.put(REGISTRATION_TYPE, registration.type());
        return Describe.page(
                "RegistrationAssociations",
                question.page(present, RegistrationAssociationOutput::resourceArn),
                association -> association,
                repeated);
    }

    private Object typeDefinitions(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var question = Question.of(operation, account.scope(), input);
        var wanted = new Filters<RegistrationType>()
                .texts(
                        "supported-association-resource-type",
                        type -> type.supportedAssociations().stream()
                                .map(SupportedAssociation::resourceType)
                                .toList())
                .texts(
                        "supported-association-iso-country-code",
                        type -> type.supportedAssociations().stream()
                                .map(SupportedAssociation::isoCountryCode)
                                .filter(Objects::nonNull)
                                .toList())
                .predicate(question.filters());
        var names = Question.strings(input, "RegistrationTypes");
        for (var name : names) {
            type(name, "RegistrationTypes");
        }
        var candidates = types.all().stream()
                .filter(type -> names.isEmpty() || names.contains(type.registrationType()))
                .filter(type -> type.registrationType().compareTo(question.after()) > 0)
                .filter(wanted);
        return Describe.page(
                "RegistrationTypeDefinitions",
                question.page(candidates, RegistrationType::registrationType),
                type -> type,
                Map.of());
    }

    private RegistrationType type(String name, String member) throws RefusedException {
        return types.find(name)
                .orElseThrow(() ->
                        unknown(ValidationReason.UNKNOWN_REGISTRATION_TYPE, member, "is no type of registration"));
    }

    private Object sectionDefinitions(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var type = type(Question.text(input, REGISTRATION_TYPE), REGISTRATION_TYPE);
        var question = Question.of(operation, account.scope(), input);
        var paths = Question.strings(input, "SectionPaths");
        for (var path : paths) {
            requireSection(type, path, "SectionPaths");
        }
        var sections = type.sections().stream()
                .filter(section -> paths.isEmpty() || paths.contains(section.sectionPath()))
                .toList();
        return Describe.page(
                "RegistrationSectionDefinitions",
                question.page(
                        behind(sections, RegistrationSection::sectionPath, question.after()),
                        RegistrationSection::sectionPath),
                section -> section,
                Map.of(REGISTRATION_TYPE, type.registrationType()));
    }

    private Object fieldDefinitions(Operation operation, AccountResources account, ObjectNode input)
            throws RefusedException {
        var type = type(Question.text(input, REGISTRATION_TYPE), REGISTRATION_TYPE);
        var question = Question.of(operation, account.scope(), input);
        return Describe.page(
                "RegistrationFieldDefinitions",
                question.page(
                        behind(fields(type, input), RegistrationField::fieldPath, question.after()),
                        RegistrationField::fieldPath),
                field -> field,
                Map.of(REGISTRATION_TYPE, type.registrationType()));
    }

    /** The fields a request asks for, in the order of the form. */
    private static List<RegistrationField> fields(RegistrationType type, ObjectNode input) throws RefusedException {
        var section = Question.text(input, SECTION_PATH);
        if (!section.isEmpty()) {
            requireSection(type, section, SECTION_PATH);
        }
        var paths = Set.copyOf(Question.strings(input, FIELD_PATHS));
        for (var path : paths) {
            if (type.field(path).isEmpty()) {
                throw unknown(
                        ValidationReason.UNKNOWN_REGISTRATION_FIELD,
                        FIELD_PATHS,
                        "has one that is no field of " + type.registrationType());
            }
        }
        return type.fields().stream()
                .filter(field -> section.isEmpty() || field.sectionPath().equals(section))
                .filter(field -> paths.isEmpty() || paths.contains(field.fieldPath()))
                .toList();
    }

    private static void requireSection(RegistrationType type, String path, String member) throws RefusedException {
        if (type.section(path).isEmpty()) {
            throw unknown(
                    ValidationReason.UNKNOWN_REGISTRATION_SECTION,
                    member,
                    "is no section of " + type.registrationType());
        }
    }

    /** What follows the item with this name, in an order that is not that of the names. */
    private static <T> Stream<T> behind(List<T> items, Function<T, String> name, String after) {
        return after.isEmpty()
                ? items.stream()
                : items.stream()
                        .dropWhile(item -> !name.apply(item).equals(after))
                        .skip(1);
    }

    private static RefusedException unknown(ValidationReason reason, String member, String message) {
        return new RefusedException(new ApiError.Validation(reason, List.of(new ApiError.Field(member, message)), ""));
    }
}
