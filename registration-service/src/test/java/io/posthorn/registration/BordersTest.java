package io.posthorn.registration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.posthorn.registration.command.Request;
import org.junit.jupiter.api.Test;

class BordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.posthorn.registration");

    private static final String[] DECISIONS = {
        "io.posthorn.registration.configurationset",
        "io.posthorn.registration.keyword",
        "io.posthorn.registration.form",
        "io.posthorn.registration.identity",
        "io.posthorn.registration.optout",
        "io.posthorn.registration.origination",
        "io.posthorn.registration.protect",
        "io.posthorn.registration.spend",
        "io.posthorn.registration.tag",
        "io.posthorn.registration.topic",
        "io.posthorn.registration.verification"
    };

    @Test
    void decisionsKnowNoSpringNoKafkaAndNoRecordsOfTopics() {
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "io.posthorn.platform..",
                        "io.posthorn.schemas..")
                .check(CLASSES);
    }

    @Test
    void everyRequestIsADecision() {
        classes()
                .that()
                .implement(Request.class)
                .should()
                .resideInAnyPackage(DECISIONS)
                .andShould()
                .beRecords()
                .check(CLASSES);
    }
}
