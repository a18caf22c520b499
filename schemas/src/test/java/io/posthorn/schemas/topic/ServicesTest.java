package io.posthorn.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServicesTest {
    private static final Pattern CONSTANT = Pattern.compile("Topics\\.([A-Z_]+)");
    private static final Path DOCUMENTATION = Path.of("..", "docs", "topics.md");

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @Test
    void isWhatKafkaIsToldToAllow() throws IOException {
        assertThat(Files.readString(AclScript.FILE)).isEqualTo(AclScript.text());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void namesTheWritersOfTheDocumentation(Topic<?> topic) throws IOException {
        var row = Files.readAllLines(DOCUMENTATION).stream()
                .filter(line -> line.startsWith("| `" + topic.name() + "` |"))
                .findFirst()
                .orElseThrow();
        var writers = row.substring(row.lastIndexOf('|', row.length() - 2));

        assertThat(writersOf(topic))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(writers).contains(name.replaceFirst("-service$", "")));
        assertThat(namesWithout(writersOf(topic)))
                .allSatisfy(name -> assertThat(writers).doesNotContain(name));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void hasAReaderForEachTopic(Topic<?> topic) {
        assertThat(Services.ALL)
                .anySatisfy(service -> assertThat(
                                all(service.reads(), service.stages(), stage -> all(stage.inputs(), stage.tables())))
                        .contains(topic));
    }

    static Stream<Service> services() {
        return Services.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void knowsEveryTopicTheCodeOfAServiceNames(Service service) throws IOException {
        var known = all(
                all(service.reads(), service.writes()), service.stages(), stage -> all(stage.inputs(), stage.tables()));

        try (var sources = Files.walk(Path.of("..", service.name(), "src", "main", "java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                var named = CONSTANT.matcher(Files.readString(source)).results().map(match -> match.group(1));
                var topics = topics().filter(topic -> !known.contains(topic)).map(ServicesTest::constant);
                assertThat(named.distinct()).as(source.toString()).doesNotContainAnyElementsOf(topics.toList());
            }
        }
    }

    private static String constant(Topic<?> topic) {
        return topic.name().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Test
    void parksWhatEachStageReads() {
        var inputs = Services.ALL.stream()
                .flatMap(service -> service.stages().stream())
                .flatMap(stage -> stage.inputs().stream())
                .collect(Collectors.toSet());

        assertThat(inputs).containsExactlyInAnyOrderElementsOf(Topics.WITH_DEAD_LETTERS);
    }

    @Test
    void sharesThreadsBetweenStagesThatAreThere() {
        var stages = Services.ALL.stream()
                .flatMap(service -> service.stages().stream())
                .map(Service.Stage::name)
                .toList();

        assertThat(stages).containsAll(Services.PASSAGE);
    }

    private static Set<String> writersOf(Topic<?> topic) {
        return Services.ALL.stream()
                .filter(service -> all(service.writes(), service.stages(), Service.Stage::tables)
                        .contains(topic))
                .map(Service::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> namesWithout(Set<String> names) {
        return Services.ALL.stream()
                .map(Service::name)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<Topic<?>> all(
            Set<Topic<?>> own, List<Service.Stage> stages, Function<Service.Stage, Set<Topic<?>>> ofStage) {
        var all = new HashSet<>(own);
        stages.forEach(stage -> all.addAll(ofStage.apply(stage)));
        return all;
    }

    private static Set<Topic<?>> all(Set<Topic<?>> some, Set<Topic<?>> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
