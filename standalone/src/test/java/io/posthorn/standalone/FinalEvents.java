package io.posthorn.standalone;

import io.posthorn.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Counts the final events of each message, as a consumer of {@code delivery-events} sees them. */
final class FinalEvents {
    private final TopicReader reader;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    FinalEvents(String bootstrapServers, String registryUrl) {
        this(new TopicReader(bootstrapServers, registryUrl));
    }

    FinalEvents(TopicReader reader) {
        this.reader = reader;
    }

    /** How many final events each message has so far. */
    Map<String, Integer> byMessage() {
        reader.readOn(Topics.DELIVERY_EVENTS, positions, event -> {
            if (event.getIsFinal()) {
                counts.merge(event.getMessageId(), 1, Integer::sum);
            }
        });
        return Map.copyOf(counts);
    }
}
