package io.posthorn.core.registration;

import io.posthorn.core.registration.ConditionalBehavior.Behavior;
import io.posthorn.core.registration.RegistrationField.FieldRequirement;
import io.posthorn.core.resource.DeniedReason;
import io.posthorn.core.resource.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of registration: what it can be about and what its form asks. All of it is data; the files beside this class
 * hold one type each.
 *
 * @param registrationType its name
 * @param maxPerAccount how many an account can have in one region; any number where it is left out
 * @param denialReasons what reviewers commonly give as a reason
 */
public record RegistrationType(
        String registrationType,
        Hints displayHints,
        List<SupportedAssociation> supportedAssociations,
        @Nullable Integer maxPerAccount,
        List<RegistrationSection> sections,
        List<RegistrationField> fields,
        List<DeniedReason> denialReasons) {

    public RegistrationType {
        supportedAssociations = List.copyOf(supportedAssociations);
        sections = List.copyOf(sections);
        fields = List.copyOf(fields);
        denialReasons = List.copyOf(denialReasons);
    }

    /** Something a form does not say right. */
    public record Problem(String fieldPath, String message) {}

    /** The section with this path. */
    public Optional<RegistrationSection> section(String path) {
        return sections.stream()
                .filter(section -> section.sectionPath().equals(path))
                .findFirst();
    }

    /** The field with this path. */
    public Optional<RegistrationField> field(String path) {
        return fields.stream().filter(field -> field.fieldPath().equals(path)).findFirst();
    }

    /** The association that covers a resource of this type and country. */
    public Optional<SupportedAssociation> association(String resourceType, @Nullable String country) {
        return supportedAssociations.stream()
                .filter(association -> association.covers(resourceType, country))
                .findFirst();
    }

    /** The common reason with this name. */
    public Optional<DeniedReason> denialReason(String name) {
        return denialReasons.stream()
                .filter(reason -> reason.reason().equals(name))
                .findFirst();
    }

    /**
     * What keeps a form with these answers from being submitted, in the order of the fields; empty where nothing does.
     */
    public List<Problem> problems(Map<String, FieldValue> answers) {
        var found = new ArrayList<Problem>();
        for (var field : fields) {
            problem(field, answers).ifPresent(problem -> found.add(new Problem(field.fieldPath(), problem)));
        }
        return found;
    }

    private static Optional<String> problem(RegistrationField field, Map<String, FieldValue> answers) {
        var behavior = field.conditionalBehavior();
        var rule = behavior == null ? Optional.<ConditionalBehavior.Rule>empty() : behavior.ruleFor(answers);
        var answer = answers.get(field.fieldPath());
        if (answer == null) {
            var isRequired = field.fieldRequirement() == FieldRequirement.REQUIRED
                    || (behavior != null
                            && rule.map(ConditionalBehavior.Rule::ruleBehavior).orElse(behavior.defaultBehavior())
                                    == Behavior.REQUIRED);
            return isRequired ? Optional.of("is required") : Optional.empty();
        }
        var narrower = rule.map(ConditionalBehavior.Rule::conditionalValidation).orElse(null);
        return Answers.problem(field, answer)
                .or(() -> narrower == null ? Optional.empty() : Answers.problem(narrower, answer));
    }
}
