package io.posthorn.schemas.topic;

import java.util.List;
import java.util.Set;

/**
 * A service, and what it does with topics.
 *
 * @param name its module's
 * @param stages it runs
 * @param reads topics it follows beside what its stages read and keep
 * @param deadLetters topics whose dead letters it reads
 * @param writes topics it writes beside what its stages keep
 */
public record Service(
        String name, List<Stage> stages, Set<Topic<?>> reads, Set<Topic<?>> deadLetters, Set<Topic<?>> writes) {

    /**
     * A stage, as Kafka sees it.
     *
     * @param name its consumer group and transactional ids begin with {@code posthorn.} and this
     * @param inputs topics it reads
     * @param tables topics it keeps its state in
     */
    public record Stage(String name, Set<Topic<?>> inputs, Set<Topic<?>> tables) {
        /** The consumer group. */
        public String group() {
            return group(name);
        }

        /** The consumer group of the stage with this name. */
        public static String group(String name) {
            return "posthorn." + name;
        }

        /** What the transactional ids of its threads begin with. */
        public String transactionalIdPrefix() {
            return transactionalIdPrefix(name);
        }

        /** What the transactional ids of the threads of the stage with this name begin with. */
        public static String transactionalIdPrefix(String name) {
            return group(name) + ".";
        }
    }

    public Service {
        stages = List.copyOf(stages);
        reads = Set.copyOf(reads);
        deadLetters = Set.copyOf(deadLetters);
        writes = Set.copyOf(writes);
    }
}
