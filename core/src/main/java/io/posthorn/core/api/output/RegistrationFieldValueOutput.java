package io.posthorn.core.api.output;

import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.Registration;
import io.posthorn.core.resource.RegistrationVersion;
import io.posthorn.core.resource.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a version says in one field, with every member that some answer shows. */
public record RegistrationFieldValueOutput(
        String registrationArn,
        String registrationId,
        int versionNumber,
        String fieldPath,
        @Nullable List<String> selectChoices,
        @Nullable String textValue,
        @Nullable String registrationAttachmentId,
        @Nullable String deniedReason) {

    public static RegistrationFieldValueOutput of(
            Scope scope, Registration registration, RegistrationVersion version, String fieldPath, FieldValue value) {
        return new RegistrationFieldValueOutput(
                registration.in(scope).arn(),
                registration.id(),
                version.number(),
                fieldPath,
                value instanceof FieldValue.Choices choices ? choices.options() : null,
                value instanceof FieldValue.Text text ? text.text() : null,
                value instanceof FieldValue.Attachment attachment ? attachment.id() : null,
                version.fieldReasons().get(fieldPath));
    }
}
