package io.posthorn.registry;

import io.posthorn.registry.Decision.Answer;
import io.posthorn.registry.Decision.Change;
import io.posthorn.registry.Decision.Refusal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The registry, with its state in a compacted topic of one partition. Several instances may run on the same topic:
 * writes go through one writer at a time, and an instance that is asked for something it does not know catches up with
 * the topic before it says so.
 */
public final class SchemaRegistry implements AutoCloseable {
    /** Where the registry keeps its state unless told otherwise. */
    public static final String DEFAULT_TOPIC = "schemas";

    private static final Logger log = LoggerFactory.getLogger(SchemaRegistry.class);

    private final SchemaTopic topic;

    private SchemaRegistry(SchemaTopic topic) {
        this.topic = topic;
    }

    /** An HTTP status and a JSON body. */
    record Reply(int status, JsonNode body) {}

    /**
     * Starts a registry and returns when it has read its whole topic, which is created if it does not exist.
     *
     * @param kafka settings for the Kafka clients; {@code bootstrap.servers} at least
     * @throws RuntimeException if Kafka cannot be reached within a minute, or the topic is not fit for the purpose
     */
    public static SchemaRegistry start(Map<String, ?> kafka, String topic) {
        return new SchemaRegistry(SchemaTopic.open(kafka, topic));
    }

    Reply handle(RegistryRequest request) {
        try {
            return reply(decide(request));
        } catch (SchemaTopicException e) {
            log.atError().setCause(e).log("the schema topic gave no answer");
            return reply(new Refusal(500, e.isTimeout() ? 50_002 : 50_001, "Error in the backend data store"));
        }
    }

    private Decision decide(RegistryRequest request) {
        var decision = RegistryApi.decide(topic.state(), request);
        if (decision instanceof Refusal refusal && refusal.isMissing()) {
            topic.catchUp();
            decision = RegistryApi.decide(topic.state(), request);
        }
        if (decision instanceof Change) {
            return topic.write(state -> RegistryApi.decide(state, request));
        }
        return decision;
    }

    private static Reply reply(Decision decision) {
        return switch (decision) {
            case Answer(var body) -> new Reply(200, body);
            case Change(var facts, var answer) -> new Reply(200, answer);
            case Refusal refusal -> new Reply(refusal.status(), refusal.body());
        };
    }

    @Override
    public void close() {
        topic.close();
    }
}
