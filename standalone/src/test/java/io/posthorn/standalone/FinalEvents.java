package io.posthorn.standalone;

import io.posthorn.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;

/** Counts the final events of each message, as a consumer of {@code delivery-events} sees them. */
final class FinalEvents {
    private final TopicReader reader;

    FinalEvents(String bootstrapServers, String registryUrl) {
        this(new TopicReader(bootstrapServers, registryUrl));
    }

    FinalEvents(TopicReader reader) {
        this.reader = reader;
    }

    /** How many final events each message has so far. */
    Map<String, Integer> byMessage() {
        var counts = new HashMap<String, Integer>();
        reader.read(Topics.DELIVERY_EVENTS, event -> {
            if (event.getIsFinal()) {
                counts.merge(event.getMessageId(), 1, Integer::sum);
            }
        });
        return counts;
    }
}
