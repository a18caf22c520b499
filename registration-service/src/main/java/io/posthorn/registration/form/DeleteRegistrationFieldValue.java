package io.posthorn.registration.form;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.RegistrationFieldValueOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Takes back the answer to one question of the version that is being filled in. */
public record DeleteRegistrationFieldValue(String registrationId, String fieldPath) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Forms.givenField(account, registrationId, fieldPath, (registration, version, field) -> {
            var value = version.values().get(field.fieldPath());
            if (value == null) {
                return Decision.invalid(
                        ValidationReason.REGISTRATION_FIELD_CANNOT_BE_DELETED, "FieldPath", "has no value");
            }
            return Decision.changed(
                    RegistrationFieldValueOutput.of(account.scope(), registration, version, field.fieldPath(), value),
                    new Change.Put(version.without(field.fieldPath())));
        });
    }
}
