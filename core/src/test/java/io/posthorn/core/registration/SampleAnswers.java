package io.posthorn.core.registration;

import io.posthorn.core.registration.RegistrationField.FieldRequirement;
import io.posthorn.core.resource.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A form filled in with as little as it takes. */
final class SampleAnswers {
    private SampleAnswers() {}

    static Map<String, FieldValue> of(RegistrationType type) {
        var answers = new TreeMap<String, FieldValue>();
        for (var field : type.fields()) {
            if (field.fieldRequirement() == FieldRequirement.REQUIRED) {
                answers.put(field.fieldPath(), answer(field));
            }
        }
        return answers;
    }

    private static FieldValue answer(RegistrationField field) {
        var select = field.selectValidation();
        if (select != null) {
            var options = select.options();
            return new FieldValue.Choices(List.of(options.contains("No") ? "No" : options.getFirst()));
        }
        var text = field.textValidation();
        if (text == null) {
            return new FieldValue.Attachment("attachment-1");
        }
        var example = field.displayHints().exampleTextValue();
        return new FieldValue.Text(example == null ? "a".repeat(text.minLength()) : example);
    }
}
