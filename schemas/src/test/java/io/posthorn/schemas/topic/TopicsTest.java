package io.posthorn.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "topics.md");
    private static final ReleasedSchemas RELEASED =
            new ReleasedSchemas(Path.of("src", "test", "resources", "released"));
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*s");

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void isNamedByAPluralInKebabCase(Topic<?> topic) {
        assertThat(topic.name()).matches(NAME);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void isDescribedInTheDocumentation(Topic<?> topic) throws IOException {
        assertThat(Files.readString(DOCUMENTATION))
                .contains("| `" + topic.name() + "` |")
                .contains("`" + topic.schema().getName() + "`");
    }

    /** Otherwise nobody would notice what a later change does to the records that are written with it. */
    @ParameterizedTest
    @MethodSource("topics")
    void isWrittenDownAmongTheReleased(Topic<?> topic) throws IOException {
        assertThat(RELEASED.of(topic))
                .as("ReleasedSchemas.main writes down the schema of a topic that is new or has changed")
                .contains(topic.schema());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsWhatReleasedVersionsWrote(Topic<?> topic) throws IOException {
        assertThat(RELEASED.of(topic)).allSatisfy(released -> {
            var result = SchemaCompatibility.checkReaderWriterCompatibility(topic.schema(), released);

            assertThat(result.getType())
                    .as(() -> result.getResult().getIncompatibilities().toString())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
    }

    @Test
    void namesEveryTopicOnce() {
        assertThat(Topics.ALL.stream().map(Topic::name)).doesNotHaveDuplicates();
    }

    @Test
    void givesDeadLettersToTopicsOfTheCatalogueOnly() {
        assertThat(Topics.ALL).containsAll(Topics.WITH_DEAD_LETTERS);
    }
}
