package io.posthorn.core.registration;

import io.posthorn.core.resource.FieldValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a field depends on the answers to others. The first rule whose conditions all hold counts; where none does, the
 * default.
 */
public record ConditionalBehavior(List<Rule> rules, Behavior defaultBehavior) {

    public ConditionalBehavior {
        rules = List.copyOf(rules);
    }

    /** What becomes of a field. */
    public enum Behavior {
        REQUIRED,
        OPTIONAL
    }

    /**
     * What holds while all conditions do.
     *
     * @param conditionalValidation what holds for the answer besides the field's own validation
     */
    public record Rule(
            List<Condition> conditions,
            Behavior ruleBehavior,
            @Nullable Validation conditionalValidation) {
        public Rule {
            conditions = List.copyOf(conditions);
        }
    }

    /** How an answer is compared. */
    public enum Operator {
        /** It is, or contains, one of the values. */
        IN,
        /** There is one, and it is none of the values. */
        NOT_IN,
        PRESENT,
        ABSENT
    }

    /** Something about the answer to another question. */
    public record Condition(
            String dependsOnFieldPath,
            Operator operator,
            @Nullable List<String> values) {

        boolean holds(Map<String, FieldValue> answers) {
            var answer = answers.get(dependsOnFieldPath);
            return switch (operator) {
                case PRESENT -> answer != null;
                case ABSENT -> answer == null;
                case IN -> answer != null && isAmong(answer, values == null ? List.of() : values);
                case NOT_IN -> answer != null && !isAmong(answer, values == null ? List.of() : values);
            };
        }

        private static boolean isAmong(FieldValue answer, Collection<String> values) {
            return switch (answer) {
                case FieldValue.Text text -> values.contains(text.text());
                case FieldValue.Choices choices -> choices.options().stream().anyMatch(values::contains);
                case FieldValue.Attachment ignored -> false;
            };
        }
    }

    /** Narrower bounds of an answer. */
    public record Validation(
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable String pattern,
            @Nullable List<String> allowedValues) {}

    /** The rule that counts with these answers; empty where the default does. */
    Optional<Rule> ruleFor(Map<String, FieldValue> answers) {
        return rules.stream()
                .filter(rule -> rule.conditions().stream().allMatch(condition -> condition.holds(answers)))
                .findFirst();
    }
}
