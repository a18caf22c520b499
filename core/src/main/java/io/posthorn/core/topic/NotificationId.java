package io.posthorn.core.topic;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Under which id subscribers know what was published. */
public final class NotificationId {
    private NotificationId() {}

    /**
     * The same for all subscribers of the topic, and whenever the same is published to it again.
     *
     * @param eventId of what is published
     */
    public static String of(String eventId, String topicArn) {
        return UUID.nameUUIDFromBytes((eventId + topicArn).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
