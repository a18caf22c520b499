package io.posthorn.core.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.registration.RegistrationField.FieldRequirement;
import io.posthorn.core.registration.SupportedAssociation.When;
import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.NumberType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files with the types say what the API can show, and contradict nothing. */
class RegistrationTypesTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final Path FILES = Path.of("src", "main", "resources", "io", "posthorn", "core", "registration");
    /** The API's longest text value. */
    private static final int LONGEST_TEXT = 2048;

    static Collection<RegistrationType> types() {
        return RegistrationTypes.builtIn().all();
    }

    static Stream<RegistrationField> fields() {
        return types().stream().flatMap(type -> type.fields().stream());
    }

    private static void fits(String operation, Map<String, Object> answer) {
        var shape = MODEL.operation(operation).orElseThrow().output();
        assertThat(RequestValidator.violations(shape, WireJson.answer(shape, answer)))
                .isEmpty();
    }

    @Test
    void everyFileIsAType() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("types.json"),
                                    types().stream().map(type -> type.registrationType() + ".json"))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void canBeShownByTheApi(RegistrationType type) {
        fits("DescribeRegistrationTypeDefinitions", Map.of("RegistrationTypeDefinitions", List.of(type)));
        fits(
                "DescribeRegistrationSectionDefinitions",
                Map.of("RegistrationType", type.registrationType(), "RegistrationSectionDefinitions", type.sections()));
        fits(
                "DescribeRegistrationFieldDefinitions",
                Map.of("RegistrationType", type.registrationType(), "RegistrationFieldDefinitions", type.fields()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void namesEverythingOnce(RegistrationType type) {
        assertThat(type.sections()).extracting(RegistrationSection::sectionPath).doesNotHaveDuplicates();
        assertThat(type.fields()).extracting(RegistrationField::fieldPath).doesNotHaveDuplicates();
        assertThat(type.denialReasons()).extracting(reason -> reason.reason()).doesNotHaveDuplicates();
        assertThat(type.supportedAssociations())
                .extracting(SupportedAssociation::resourceType)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasEverySectionInUseAndEveryFieldInASection(RegistrationType type) {
        assertThat(type.fields().stream().map(RegistrationField::sectionPath).distinct())
                .containsExactlyElementsOf(type.sections().stream()
                        .map(RegistrationSection::sectionPath)
                        .toList());
        assertThat(type.fields())
                .allSatisfy(field -> assertThat(field.fieldPath()).startsWith(field.sectionPath() + "."));
    }

    @ParameterizedTest
    @MethodSource("types")
    void isAboutResourcesThatThereAre(RegistrationType type) {
        assertThat(type.supportedAssociations()).allSatisfy(association -> {
            var known = Stream.concat(
                    Arrays.stream(NumberType.values()).map(NumberType::name),
                    types().stream().map(RegistrationType::registrationType));
            assertThat(Stream.concat(known, Stream.of(SupportedAssociation.SENDER_ID)))
                    .contains(association.resourceType());
            assertThat(association.atMost()).isPositive().isGreaterThanOrEqualTo(association.atLeast());
            var fieldsNamed = Stream.of(association.nameField(), association.countryField())
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(fieldsNamed)
                    .allSatisfy(path -> assertThat(type.field(path)).isPresent());
            if (association.associationBehavior() == When.ASSOCIATE_ON_APPROVAL) {
                assertThat(association.nameField()).isNotNull();
                assertThat(association.isoCountryCode() == null).isEqualTo(association.countryField() != null);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void isValidatedAsItsKindNeeds(RegistrationField field) {
        var validations = Stream.of(field.textValidation(), field.selectValidation(), field.attachmentValidation())
                .filter(Objects::nonNull);
        assertThat(validations).hasSize(1);
        switch (field.fieldType()) {
            case TEXT -> {
                var text = Objects.requireNonNull(field.textValidation());
                assertThat(text.minLength()).isPositive().isLessThanOrEqualTo(text.maxLength());
                assertThat(text.maxLength()).isLessThanOrEqualTo(LONGEST_TEXT);
                var example = field.displayHints().exampleTextValue();
                if (example != null) {
                    assertThat(Answers.problem(field, new FieldValue.Text(example)))
                            .isEmpty();
                }
            }
            case SELECT -> {
                var select = Objects.requireNonNull(field.selectValidation());
                assertThat(select.minChoices()).isPositive().isLessThanOrEqualTo(select.maxChoices());
                assertThat(select.options())
                        .hasSizeGreaterThanOrEqualTo(select.maxChoices())
                        .doesNotHaveDuplicates();
                var described = field.displayHints().selectOptionDescriptions();
                if (described != null) {
                    assertThat(described)
                            .extracting(RegistrationField.FieldHints.OptionDescription::option)
                            .containsExactlyElementsOf(select.options());
                }
            }
            case ATTACHMENT -> {
                var attachment = Objects.requireNonNull(field.attachmentValidation());
                assertThat(attachment.accepted()).isNotEmpty().allSatisfy(accepted -> {
                    assertThat(MediaType.named(accepted.mediaType())).isPresent();
                    assertThat(accepted.maxBytes()).isPositive();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void dependsOnlyOnFieldsAndAnswersThatThereAre(RegistrationType type) {
        for (var field : type.fields()) {
            var behavior = field.conditionalBehavior();
            if (field.fieldRequirement() == FieldRequirement.CONDITIONAL) {
                assertThat(behavior).as(field.fieldPath()).isNotNull();
            }
            for (var rule : Optional.ofNullable(behavior)
                    .map(ConditionalBehavior::rules)
                    .orElse(List.of())) {
                for (var condition : rule.conditions()) {
                    var other = type.field(condition.dependsOnFieldPath()).orElseThrow();
                    var select = other.selectValidation();
                    if (select != null && condition.values() != null) {
                        assertThat(select.options()).containsAll(condition.values());
                    }
                }
                var validation = rule.conditionalValidation();
                var select = field.selectValidation();
                if (validation != null && validation.allowedValues() != null && select != null) {
                    assertThat(select.options()).containsAll(validation.allowedValues());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void canBeAnsweredAndMustBe(RegistrationType type) {
        var answers = SampleAnswers.of(type);

        assertThat(type.problems(answers)).isEmpty();
        assertThat(type.problems(Map.of()))
                .extracting(RegistrationType.Problem::fieldPath)
                .containsAll(type.fields().stream()
                        .filter(field -> field.fieldRequirement() == FieldRequirement.REQUIRED)
                        .map(RegistrationField::fieldPath)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "TOLL_FREE, US, true",
        "TEN_DLC, US, true",
        "LONG_CODE, GB, false",
        "SIMULATOR, US, false",
        "TOLL_FREE, CA, false"
    })
    void knowsWhatMustBeRegistered(String type, String country, boolean expected) {
        assertThat(RegistrationTypes.builtIn().mustBeRegistered(type, country)).isEqualTo(expected);
    }
}
