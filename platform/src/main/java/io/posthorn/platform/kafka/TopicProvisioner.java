package io.posthorn.platform.kafka;

import io.posthorn.schemas.topic.Topic;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of the catalogue that are missing and reports those whose settings have been changed. Several
 * services may do so at the same time.
 */
public final class TopicProvisioner {
    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaClients clients;

    public TopicProvisioner(KafkaClients clients) {
        this.clients = clients;
    }

    /** Returns when every topic of the catalogue exists and every partition of it takes records. */
    public void provision() {
        try (var admin = clients.admin()) {
            var wanted = new HashMap<String, NewTopic>();
            Topics.ALL.forEach(topic -> wanted.put(topic.name(), describe(topic)));
            Topics.WITH_DEAD_LETTERS.forEach(topic -> wanted.put(topic.deadLetterName(), describeDeadLetters(topic)));
            create(admin, wanted);
            var existing = await(admin, List.copyOf(wanted.keySet()));
            warnOfDifferences(admin, wanted, existing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topics", interrupted);
        } catch (ExecutionException failed) {
            throw new KafkaException("cannot create the topics", failed.getCause());
        }
    }

    private NewTopic describe(Topic<?> topic) {
        return new NewTopic(
                        topic.name(), partitions(topic), clients.properties().replicationFactor())
                .configs(topic.settings());
    }

    private NewTopic describeDeadLetters(Topic<?> topic) {
        return new NewTopic(topic.deadLetterName(), 1, clients.properties().replicationFactor())
                .configs(Map.of(
                        "cleanup.policy", "delete", "retention.ms", Long.toString(DEAD_LETTER_RETENTION.toMillis())));
    }

    private int partitions(Topic<?> topic) {
        return switch (topic.lanes()) {
            case PIPELINE -> clients.properties().pipelinePartitions();
            case CONTROL -> clients.properties().controlPartitions();
            case ONE -> 1;
        };
    }

    private static void create(Admin admin, Map<String, NewTopic> wanted)
            throws InterruptedException, ExecutionException {
        var present = admin.listTopics().names().get();
        var missing = wanted.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .toList();
        for (var result : admin.createTopics(missing).values().entrySet()) {
            try {
                result.getValue().get();
                log.atDebug().addKeyValue("topic", result.getKey()).log("topic created");
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    /**
     * Waits until each partition answers a question only its serving leader can answer. A topic that merely shows up in
     * the metadata may still refuse the first records.
     */
    private static Map<String, TopicDescription> await(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var topics = admin.describeTopics(names).allTopicNames().get();
                var questions = new HashMap<TopicPartition, OffsetSpec>();
                topics.values()
                        .forEach(topic -> topic.partitions()
                                .forEach(partition -> questions.put(
                                        new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
                admin.listOffsets(questions).all().get();
                return topics;
            } catch (ExecutionException failed) {
                var retriable = failed.getCause() instanceof RetriableException
                        || failed.getCause() instanceof UnknownTopicOrPartitionException;
                if (!retriable || System.nanoTime() > giveUp) {
                    throw failed;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void warnOfDifferences(
            Admin admin, Map<String, NewTopic> wanted, Map<String, TopicDescription> existing)
            throws InterruptedException, ExecutionException {
        var resources = new ArrayList<ConfigResource>();
        wanted.keySet().forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        var configs = admin.describeConfigs(resources).all().get();
        wanted.forEach((name, topic) -> {
            var partitions = Optional.ofNullable(existing.get(name))
                    .map(found -> found.partitions().size());
            if (!partitions.equals(Optional.of(topic.numPartitions()))) {
                log.atWarn()
                        .addKeyValue("topic", name)
                        .addKeyValue("expected", topic.numPartitions())
                        .addKeyValue("found", partitions.orElse(0))
                        .log("topic has another number of partitions than configured");
            }
            var config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            topic.configs().forEach((key, value) -> {
                var entry = config == null ? null : config.get(key);
                if (entry != null && !value.equals(entry.value())) {
                    log.atWarn()
                            .addKeyValue("topic", name)
                            .addKeyValue("setting", key)
                            .addKeyValue("expected", value)
                            .addKeyValue("found", entry.value())
                            .log("topic has another setting than it was made with");
                }
            });
        });
    }
}
