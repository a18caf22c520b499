package io.posthorn.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "topics.md");
    private static final Path RELEASED = Path.of("src", "test", "resources", "released");
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

    /** Records written by a released version stay readable: the last released schema of each topic is kept here. */
    @ParameterizedTest
    @MethodSource("topics")
    void readsWhatReleasedVersionsWrote(Topic<?> topic) throws IOException {
        var file = RELEASED.resolve(topic.subject() + ".avsc");
        assertThat(file)
                .as("ReleasedSchemas.main writes the schema of a new topic")
                .exists();
        var released = new Schema.Parser().parse(Files.readString(file));

        var result = SchemaCompatibility.checkReaderWriterCompatibility(topic.schema(), released);

        assertThat(result.getType())
                .as(() -> result.getResult().getIncompatibilities().toString())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
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
