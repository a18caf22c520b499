package io.posthorn.dispatcher.topic;

import io.posthorn.core.topic.MessageAttribute;
import io.posthorn.core.topic.NotificationId;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.platform.delivery.Deliveries;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message in the form of a topic's notifications: what was published as a string, with what is known about it and a
 * signature. Subscribers that can read and check the messages of the service can read and check these.
 *
 * @param type {@code Notification}, or that of a message about the subscription itself
 * @param messageId the same for all subscribers of the topic, and whenever the same is published again
 * @param members those that are text, in their order
 * @param attributes what the publisher said beside the message
 */
record Envelope(
        String type, String messageId, SequencedMap<String, String> members, Map<String, MessageAttribute> attributes) {
    static final String NOTIFICATION = "Notification";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What is signed, in this order; members that a message does not have are left out. */
    private static final List<String> SIGNED =
            List.of("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    /** Something that was published. */
    static Envelope notification(String topicArn, Publication publication) {
        var members = new LinkedHashMap<String, String>();
        var id = begin(members, NOTIFICATION, topicArn, publication.id());
        var subject = publication.subject();
        if (subject != null) {
            members.put("Subject", subject);
        }
        members.put("Message", publication.json());
        members.put("Timestamp", TIMESTAMP.format(publication.acceptedAt()));
        return new Envelope(NOTIFICATION, id, members, publication.attributes());
    }

    /**
     * Asks an endpoint to confirm its subscription, or tells it that the subscription has ended and how to come back.
     *
     * @param type one of those of {@link Deliveries}
     */
    static Envelope aboutSubscription(
            String type, String topicArn, String eventId, String token, Instant at, Links links) {
        var members = new LinkedHashMap<String, String>();
        var id = begin(members, type, topicArn, eventId);
        members.put("Token", token);
        members.put(
                "Message",
                type.equals(Deliveries.CONFIRM)
                        ? "This endpoint was subscribed to " + topicArn
                                + ". To get its messages, visit the SubscribeURL."
                        : "The subscription of this endpoint to " + topicArn
                                + " was ended. To take that back, visit the SubscribeURL.");
        members.put("SubscribeURL", links.confirm(topicArn, token));
        members.put("Timestamp", TIMESTAMP.format(at));
        return new Envelope(type, id, members, Map.of());
    }

    private static String begin(Map<String, String> members, String type, String topicArn, String eventId) {
        var id = NotificationId.of(eventId, topicArn);
        members.put("Type", type);
        members.put("MessageId", id);
        members.put("TopicArn", topicArn);
        return id;
    }

    /** The same with a signature, and where the certificate for it is. */
    Envelope signed(Signer.Ready key, int version, Links links) {
        var text = new StringBuilder();
        for (var name : SIGNED) {
            var value = members.get(name);
            if (value != null) {
                text.append(name).append('\n').append(value).append('\n');
            }
        }
        return with("SignatureVersion", String.valueOf(version))
                .with("Signature", key.sign(text.toString(), version))
                .with("SigningCertURL", links.certificate(key.id()));
    }

    /** The same with a link by which the subscription ends. */
    Envelope leavingBy(Links links, String subscriptionArn) {
        return with("UnsubscribeURL", links.unsubscribe(subscriptionArn));
    }

    private Envelope with(String name, String value) {
        var more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Envelope(type, messageId, more, attributes);
    }

    /** The message as one line of JSON. */
    String json() {
        var text = new StringWriter(2_048);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.forEach(json::writeStringProperty);
            if (!attributes.isEmpty()) {
                json.writeObjectPropertyStart("MessageAttributes");
                attributes.forEach((name, attribute) -> {
                    json.writeObjectPropertyStart(name);
                    json.writeStringProperty("Type", attribute.type());
                    json.writeStringProperty("Value", attribute.value());
                    json.writeEndObject();
                });
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Where subscribers reach the API.
     *
     * @param base without a slash at its end
     */
    record Links(String base) {
        static Links at(URI url) {
            var text = url.toString();
            return new Links(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        }

        String confirm(String topicArn, String token) {
            return base + "/?Action=ConfirmSubscription&TopicArn=" + encoded(topicArn) + "&Token=" + encoded(token);
        }

        String unsubscribe(String subscriptionArn) {
            return base + "/?Action=Unsubscribe&SubscriptionArn=" + encoded(subscriptionArn);
        }

        String certificate(String keyId) {
            return base + "/SimpleNotificationService-" + keyId + ".pem";
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
