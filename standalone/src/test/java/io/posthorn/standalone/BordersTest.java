package io.posthorn.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The borders between the rooms of the house. ArchUnit fails a rule that matches nothing. */
@AnalyzeClasses(packages = "io.posthorn", importOptions = DoNotIncludeTests.class)
class BordersTest {

    @ArchTest
    static final ArchRule theKernelKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("io.posthorn.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.kafka..", "org.apache.avro..", "io.posthorn.schemas..");

    @ArchTest
    static final ArchRule policiesKnowNoFrameworkAndNoClock = noClasses()
            .that()
            .haveSimpleNameEndingWith("Policy")
            .and()
            // Generated; a record of somebody's policy decides nothing.
            .resideOutsideOfPackage("io.posthorn.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.kafka..", "io.posthorn.schemas..", "io.micrometer..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule servicesMeetOnTopicsOnly = slices().matching(
                    "io.posthorn.(gateway|registration|routing|optout|send|dispatcher|registry)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theStandaloneOnlyComposes = classes()
            .that()
            .resideInAPackage("io.posthorn.standalone..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.posthorn.standalone..",
                    "io.posthorn.platform..",
                    "io.posthorn.kafka.embedded..",
                    "io.posthorn.gateway",
                    // Asked for the port it got and whether its files are loaded.
                    "io.posthorn.gateway.operator",
                    "io.posthorn.registration",
                    "io.posthorn.routing",
                    "io.posthorn.optout",
                    "io.posthorn.send",
                    "io.posthorn.dispatcher",
                    "io.posthorn.registry",
                    "java..",
                    "org.springframework..",
                    "org.slf4j..",
                    "org.jspecify..");
}
