package io.posthorn.platform.resource;

import io.posthorn.core.resource.DeniedReason;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.RegistrationLink;
import io.posthorn.core.resource.RegistrationStatus;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.RegistrationVersionStatus;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.schemas.RegistrationDeniedReason;
import io.posthorn.schemas.RegistrationFieldValue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;

/** What belongs to registrations, between its records and the kernel's types. */
final class RegistrationRecords {
    private RegistrationRecords() {}

    static io.posthorn.schemas.Registration registration(Registration registration) {
        return new io.posthorn.schemas.Registration(
                registration.id(),
                registration.type(),
                registration.status().name(),
                registration.currentVersion(),
                registration.approvedVersion(),
                registration.latestDeniedVersion(),
                registration.attributes(),
                registration.links().stream()
                        .map(link -> new io.posthorn.schemas.RegistrationLink(link.kind(), link.id()))
                        .toList(),
                ResourceRecords.tags(registration.tags()),
                registration.createdAt());
    }

    static Registration registration(io.posthorn.schemas.Registration rec) {
        return new Registration(
                rec.getId(),
                rec.getRegistrationType(),
                RegistrationStatus.valueOf(rec.getStatus()),
                rec.getCurrentVersion(),
                rec.getApprovedVersion(),
                rec.getLatestDeniedVersion(),
                rec.getAttributes(),
                rec.getLinks().stream()
                        .map(link -> new RegistrationLink(link.getKind(), link.getId()))
                        .toList(),
                ResourceRecords.fromTags(rec.getTags()),
                rec.getCreatedAt());
    }

    static io.posthorn.schemas.RegistrationVersion version(RegistrationVersion version) {
        var history = new HashMap<String, Instant>();
        version.history().forEach((status, since) -> history.put(status.name(), since));
        var values = new HashMap<String, RegistrationFieldValue>();
        version.values().forEach((path, value) -> values.put(path, value(value)));
        return new io.posthorn.schemas.RegistrationVersion(
                version.registrationId(),
                version.number(),
                version.status().name(),
                history,
                values,
                version.deniedReasons().stream()
                        .map(reason -> new RegistrationDeniedReason(
                                reason.reason(), reason.shortDescription(), reason.longDescription()))
                        .toList(),
                version.fieldReasons(),
                version.feedback());
    }

    static RegistrationVersion version(io.posthorn.schemas.RegistrationVersion rec) {
        var history = new EnumMap<RegistrationVersionStatus, Instant>(RegistrationVersionStatus.class);
        rec.getHistory().forEach((status, since) -> history.put(RegistrationVersionStatus.valueOf(status), since));
        var values = new HashMap<String, FieldValue>();
        rec.getValues().forEach((path, value) -> values.put(path, value(value)));
        return new RegistrationVersion(
                rec.getRegistrationId(),
                rec.getNumber(),
                RegistrationVersionStatus.valueOf(rec.getStatus()),
                history,
                values,
                reasons(rec.getDeniedReasons()),
                rec.getFieldReasons(),
                rec.getFeedback());
    }

    private static List<DeniedReason> reasons(List<RegistrationDeniedReason> reasons) {
        return reasons.stream()
                .map(reason ->
                        new DeniedReason(reason.getReason(), reason.getShortDescription(), reason.getLongDescription()))
                .toList();
    }

    private static RegistrationFieldValue value(FieldValue value) {
        return switch (value) {
            case FieldValue.Text text -> new RegistrationFieldValue(text.text(), null, null);
            case FieldValue.Choices choices -> new RegistrationFieldValue(null, choices.options(), null);
            case FieldValue.Attachment attachment -> new RegistrationFieldValue(null, null, attachment.id());
        };
    }

    private static FieldValue value(RegistrationFieldValue rec) {
        if (rec.getText() != null) {
            return new FieldValue.Text(rec.getText());
        }
        return rec.getAttachmentId() == null
                ? new FieldValue.Choices(rec.getChoices() == null ? List.of() : rec.getChoices())
                : new FieldValue.Attachment(rec.getAttachmentId());
    }

    static io.posthorn.schemas.RegistrationAttachment attachment(RegistrationAttachment attachment) {
        var content = attachment.content();
        return new io.posthorn.schemas.RegistrationAttachment(
                attachment.id(),
                content.id(),
                content.type().mimeName(),
                content.size(),
                ResourceRecords.tags(attachment.tags()),
                attachment.createdAt());
    }

    static RegistrationAttachment attachment(io.posthorn.schemas.RegistrationAttachment rec) {
        var type = MediaType.named(rec.getMediaType())
                .orElseThrow(() -> new IllegalArgumentException("no media type '" + rec.getMediaType() + "'"));
        return new RegistrationAttachment(
                rec.getId(),
                new StoredContent(rec.getContentId(), type, rec.getSize()),
                ResourceRecords.fromTags(rec.getTags()),
                rec.getCreatedAt());
    }
}
