package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Publication;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the endpoints of a topic get: an envelope in the form of a topic notification, without a signature, and in it
 * the event as a string.
 *
 * @param messageId the same whenever the same event is published to the same topic
 */
record Notification(String messageId, String topicArn, String json) {
    static final String TYPE = "Notification";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static Notification of(String topicArn, Publication publication, Instant now) {
        var messageId = UUID.nameUUIDFromBytes((publication.id() + topicArn).getBytes(StandardCharsets.UTF_8))
                .toString();
        var text = new StringWriter(1_024);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("Type", TYPE);
            json.writeStringProperty("MessageId", messageId);
            json.writeStringProperty("TopicArn", topicArn);
            json.writeStringProperty("Message", publication.json());
            json.writeStringProperty("Timestamp", TIMESTAMP.format(now));
            json.writeEndObject();
        }
        return new Notification(messageId, topicArn, text.toString());
    }
}
