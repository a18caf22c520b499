package io.posthorn.schemas.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something Kafka has to allow a service.
 *
 * @param service who
 * @param operations what, in Kafka's words
 * @param resource on what kind of thing
 * @param isPrefix whether names begin with these, or are these
 * @param names of the things, sorted
 */
public record Grant(String service, List<String> operations, Resource resource, boolean isPrefix, List<String> names) {

    /** Kinds of things, as the option of Kafka's tool calls them. */
    public enum Resource {
        TOPIC("--topic"),
        GROUP("--group"),
        TRANSACTIONAL_ID("--transactional-id");

        private final String option;

        Resource(String option) {
            this.option = option;
        }

        /** What Kafka's tool takes before a name. */
        public String option() {
            return option;
        }
    }

    /** Those for dead letters, too. */
    static final List<String> ALL_TOPICS = Stream.concat(
                    Topics.ALL.stream().map(Topic::name),
                    Topics.WITH_DEAD_LETTERS.stream().map(Topic::deadLetterName))
            .sorted()
            .toList();

    /** Everything a service needs, and nothing else. */
    public static List<Grant> of(Service service) {
        var stages = service.stages();
        var grants = new ArrayList<Grant>();
        // Whichever service starts first makes the topics, and each compares their settings with the catalogue.
        grants.add(topics(service, ALL_TOPICS, "Create", "Describe", "DescribeConfigs"));
        grants.add(topics(service, List.copyOf(read(service)), "Read"));
        grants.add(topics(service, List.copyOf(written(service)), "Write"));
        if (!stages.isEmpty()) {
            var groups = names(withShared(stages), Service.Stage::group);
            grants.add(new Grant(service.name(), List.of("Read"), Resource.GROUP, false, groups));
            var ids = names(withShared(stages), Service.Stage::transactionalIdPrefix);
            grants.add(new Grant(service.name(), List.of("Describe", "Write"), Resource.TRANSACTIONAL_ID, true, ids));
        }
        var watched = Services.watchedBy(service);
        if (!watched.isEmpty()) {
            var groups = names(withShared(watched), Service.Stage::group);
            grants.add(new Grant(service.name(), List.of("Describe"), Resource.GROUP, false, groups));
        }
        return List.copyOf(grants);
    }

    private static Grant topics(Service service, List<String> names, String... operations) {
        return new Grant(service.name(), List.of(operations), Resource.TOPIC, false, names);
    }

    /** Those that can share a thread are one to Kafka when they do. */
    private static List<Service.Stage> withShared(List<Service.Stage> stages) {
        var all = new ArrayList<>(stages);
        if (stages.stream().anyMatch(stage -> Services.PASSAGE.contains(stage.name()))) {
            all.add(Services.SHARED);
        }
        return all;
    }

    private static List<String> names(List<Service.Stage> stages, Function<Service.Stage, String> name) {
        return stages.stream().map(name).sorted().toList();
    }

    private static Set<String> read(Service service) {
        var names = new TreeSet<String>();
        service.reads().forEach(topic -> names.add(topic.name()));
        service.deadLetters().forEach(topic -> names.add(topic.deadLetterName()));
        for (var stage : service.stages()) {
            stage.inputs().forEach(topic -> names.add(topic.name()));
            stage.tables().forEach(topic -> names.add(topic.name()));
        }
        return names;
    }

    private static Set<String> written(Service service) {
        var names = new TreeSet<String>();
        service.writes().forEach(topic -> names.add(topic.name()));
        for (var stage : service.stages()) {
            stage.inputs().forEach(topic -> names.add(topic.deadLetterName()));
            stage.tables().forEach(topic -> names.add(topic.name()));
        }
        return names;
    }
}
