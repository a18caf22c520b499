package io.posthorn.core.registration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question of a form.
 *
 * @param sectionPath the section it is in
 * @param fieldPath its name: that of the section, a dot, and its own
 * @param attachmentValidation for attachments; the API does not show it, the description has to say it
 * @param conditionalBehavior what changes with the answers to other questions
 */
public record RegistrationField(
        String sectionPath,
        String fieldPath,
        FieldType fieldType,
        FieldRequirement fieldRequirement,
        @Nullable SelectValidation selectValidation,
        @Nullable TextValidation textValidation,
        @Nullable AttachmentValidation attachmentValidation,
        FieldHints displayHints,
        @Nullable ConditionalBehavior conditionalBehavior) {

    /** The kinds of answer. */
    public enum FieldType {
        SELECT,
        TEXT,
        ATTACHMENT
    }

    /** Whether an answer is needed. */
    public enum FieldRequirement {
        REQUIRED,
        /** Depends on other answers; {@link ConditionalBehavior} tells how. */
        CONDITIONAL,
        OPTIONAL
    }

    /** How many of which options are chosen. */
    public record SelectValidation(int minChoices, int maxChoices, List<String> options) {
        public SelectValidation {
            options = List.copyOf(options);
        }
    }

    /**
     * Bounds of a text.
     *
     * @param minLength in characters
     * @param maxLength in characters
     * @param pattern a regular expression the whole text matches
     */
    public record TextValidation(int minLength, int maxLength, String pattern) {}

    /** The types of file taken, each with its largest size. */
    public record AttachmentValidation(List<Accepted> accepted) {
        public AttachmentValidation {
            accepted = List.copyOf(accepted);
        }

        /**
         * A type of file.
         *
         * @param mediaType such as {@code image/png}
         * @param maxBytes largest size
         */
        public record Accepted(String mediaType, int maxBytes) {}
    }

    /**
     * What people read about the question.
     *
     * @param selectOptionDescriptions what the options mean
     * @param textValidationDescription the pattern in words
     * @param exampleTextValue an answer that would do
     */
    public record FieldHints(
            String title,
            String shortDescription,
            @Nullable String longDescription,
            @Nullable String documentationTitle,
            @Nullable String documentationLink,
            @Nullable List<OptionDescription> selectOptionDescriptions,
            @Nullable String textValidationDescription,
            @Nullable String exampleTextValue) {

        /** What an option means. */
        public record OptionDescription(
                String option,
                @Nullable String title,
                @Nullable String description) {}
    }
}
