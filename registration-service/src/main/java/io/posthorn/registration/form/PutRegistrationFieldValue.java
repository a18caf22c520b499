package io.posthorn.registration.form;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationFieldValueOutput;
import io.posthorn.core.registration.Answers;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers one question of the version that is being filled in. What depends on other answers is looked at on
 * submission.
 */
public record PutRegistrationFieldValue(
        String registrationId,
        String fieldPath,
        @Nullable List<String> selectChoices,
        @Nullable String textValue,
        @Nullable String registrationAttachmentId)
        implements Request {
    private static final String CHOICES = "SelectChoices";
    private static final String TEXT = "TextValue";
    private static final String ATTACHMENT = "RegistrationAttachmentId";

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var given = Stream.of(
                        selectChoices == null ? null : CHOICES,
                        textValue == null ? null : TEXT,
                        registrationAttachmentId == null ? null : ATTACHMENT)
                .filter(Objects::nonNull)
                .toList();
        if (given.isEmpty()) {
            return Decision.invalid(
                    ValidationReason.MISSING_PARAMETER, TEXT, "or " + CHOICES + " or " + ATTACHMENT + " is required");
        }
        if (given.size() > 1) {
            return new Decision.Refused(new ApiError.Validation(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                    given.stream()
                            .map(member -> new ApiError.Field(member, "cannot be used together with another value"))
                            .toList(),
                    ""));
        }
        return Forms.givenField(account, registrationId, fieldPath, (registration, version, field) -> {
            Optional<String> problem;
            FieldValue value;
            if (registrationAttachmentId == null) {
                value = textValue == null
                        ? new FieldValue.Choices(Objects.requireNonNullElse(selectChoices, List.of()))
                        : new FieldValue.Text(textValue);
                problem = Answers.problem(field, value);
            } else {
                var attachment = account.findNamed(ResourceKind.REGISTRATION_ATTACHMENT, registrationAttachmentId);
                if (attachment.isEmpty()) {
                    return Decision.notFound(
                            Decision.typeOf(ResourceKind.REGISTRATION_ATTACHMENT), registrationAttachmentId);
                }
                value = new FieldValue.Attachment(attachment.get().id());
                problem = Answers.problem(field, attachment.get().content());
            }
            if (problem.isPresent()) {
                return Decision.invalid(ValidationReason.FIELD_VALIDATION_FAILED, given.getFirst(), problem.get());
            }
            return Decision.changed(
                    RegistrationFieldValueOutput.of(account.scope(), registration, version, field.fieldPath(), value),
                    new Change.Put(version.with(field.fieldPath(), value)));
        });
    }
}
