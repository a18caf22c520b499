package io.posthorn.core.registration;

import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.StoredContent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the answer to one question does, as far as that can be told without the other answers. */
public final class Answers {
    private Answers() {}

    /** What is wrong with an answer, without the answer itself; empty where nothing is. */
    public static Optional<String> problem(RegistrationField field, FieldValue answer) {
        return switch (answer) {
            case FieldValue.Text text -> text(field, text.text());
            case FieldValue.Choices choices -> choices(field, choices.options());
            case FieldValue.Attachment ignored ->
                field.attachmentValidation() == null ? Optional.of("takes no attachment") : Optional.empty();
        };
    }

    /** What is wrong with a file as an answer; empty where nothing is. */
    public static Optional<String> problem(RegistrationField field, StoredContent file) {
        var validation = field.attachmentValidation();
        if (validation == null) {
            return Optional.of("takes no attachment");
        }
        var accepted = validation.accepted().stream()
                .filter(each -> each.mediaType().equals(file.type().mimeName()))
                .findFirst();
        if (accepted.isEmpty()) {
            return Optional.of("must be of "
                    + String.join(
                            ", ",
                            validation.accepted().stream()
                                    .map(RegistrationField.AttachmentValidation.Accepted::mediaType)
                                    .toList()));
        }
        var most = accepted.get().maxBytes();
        return file.size() > most ? Optional.of("must have at most " + most + " bytes") : Optional.empty();
    }

    private static Optional<String> text(RegistrationField field, String text) {
        var validation = field.textValidation();
        return validation == null
                ? Optional.of("takes no text")
                : lengthProblem(text, validation.minLength(), validation.maxLength())
                        .or(() -> patternProblem(text, validation.pattern()));
    }

    private static Optional<String> choices(RegistrationField field, List<String> options) {
        var validation = field.selectValidation();
        if (validation == null) {
            return Optional.of("takes no choices");
        }
        if (options.size() < validation.minChoices() || options.size() > validation.maxChoices()) {
            return Optional.of("must have " + validation.minChoices() + " to " + validation.maxChoices() + " choices");
        }
        if (new HashSet<>(options).size() < options.size()) {
            return Optional.of("has the same choice twice");
        }
        return allowedProblem(options, validation.options());
    }

    /** What is wrong with an answer under narrower bounds. */
    static Optional<String> problem(ConditionalBehavior.Validation narrower, FieldValue answer) {
        var allowed = narrower.allowedValues();
        return switch (answer) {
            case FieldValue.Text text -> {
                var min = narrower.minLength();
                var max = narrower.maxLength();
                var pattern = narrower.pattern();
                yield lengthProblem(text.text(), min == null ? 0 : min, max == null ? Integer.MAX_VALUE : max)
                        .or(() -> pattern == null ? Optional.empty() : patternProblem(text.text(), pattern))
                        .or(() -> allowed == null ? Optional.empty() : allowedProblem(List.of(text.text()), allowed));
            }
            case FieldValue.Choices choices ->
                allowed == null ? Optional.empty() : allowedProblem(choices.options(), allowed);
            case FieldValue.Attachment ignored -> Optional.empty();
        };
    }

    private static Optional<String> lengthProblem(String text, int min, int max) {
        var length = text.codePointCount(0, text.length());
        return length < min || length > max
                ? Optional.of("must be " + min + " to " + max + " characters long")
                : Optional.empty();
    }

    private static Optional<String> patternProblem(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).matches()
                ? Optional.empty()
                : Optional.of("must match the pattern " + pattern);
    }

    private static Optional<String> allowedProblem(List<String> options, List<String> allowed) {
        return allowed.containsAll(options)
                ? Optional.empty()
                : Optional.of("must be of " + String.join(", ", allowed));
    }
}
