package io.posthorn.gateway.publish;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.topic.InvalidAttributeException;
import io.posthorn.core.topic.MessageAttribute;
import io.posthorn.core.topic.NotificationId;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.platform.delivery.Deliveries;
import io.posthorn.schemas.EventDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Lets accounts publish to their own topics. What they publish goes the way of events, to the same subscribers. */
public final class Publishing {
    /** Of the message with its attributes, as the API reference says. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final String MESSAGE = "Message";
    private static final String ATTRIBUTES = "MessageAttributes";
    private static final String STRUCTURE = "MessageStructure";

    private final Function<Scope, AccountResources> resources;
    private final Deliverer deliverer;
    private final TimeOrderedIds ids;
    private final Clock clock;

    /** Where what is to be delivered is written. */
    @FunctionalInterface
    public interface Deliverer {
        WriteResult write(EventDelivery delivery, AccountId account);
    }

    public Publishing(
            Function<Scope, AccountResources> resources, Deliverer deliverer, TimeOrderedIds ids, Clock clock) {
        this.resources = resources;
        this.deliverer = deliverer;
        this.ids = ids;
        this.clock = clock;
    }

    public OfferedOperation offered() {
        return new OfferedOperation("Publish", this::publish);
    }

    private record Published(String messageId) {}

    private Answer publish(Call call) {
        var input = call.input();
        if (input.has(STRUCTURE)) {
            return invalid(STRUCTURE, "is not served here: all subscribers get the same");
        }
        var named = input.required("TopicArn").stringValue();
        var account = resources.apply(call.caller());
        var topic = account.findNamed(ResourceKind.TOPIC, named);
        if (topic.isEmpty()) {
            return new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.TOPIC, named));
        }
        var attributes = attributes(input.path(ATTRIBUTES));
        for (var attribute : attributes.entrySet()) {
            try {
                attribute.getValue().require(attribute.getKey());
            } catch (InvalidAttributeException invalid) {
                return invalid(ATTRIBUTES + "." + attribute.getKey(), invalid.getMessage());
            }
        }
        var message = input.required(MESSAGE).stringValue();
        if (bytes(message, attributes) > MOST_BYTES) {
            return invalid(MESSAGE, "has more than " + MOST_BYTES + " bytes, with its attributes");
        }
        return publish(call, account.arnOf(topic.get()), message, attributes);
    }

    private Answer publish(Call call, String topicArn, String message, Map<String, MessageAttribute> attributes) {
        var account = call.caller().account();
        // The same request again is the same message to its subscribers.
        var key = call.idempotencyKey();
        var eventId = key == null ? ids.next().toString() : account + "/" + key;
        var id = NotificationId.of(eventId, topicArn);
        var delivery = Deliveries.toTopic(
                call.caller(), topicArn, eventId, id, Deliveries.PUBLISHED, clock.instant(), message);
        text(call.input(), "Subject").ifPresent(delivery::setSubject);
        if (!attributes.isEmpty()) {
            delivery.setAttributes(records(attributes));
        }
        return switch (deliverer.write(delivery, account)) {
            case KEPT ->
                new Answer.Done(WireJson.answer(call.operation().output(), new Published(id))
                        .toString());
            case BUSY -> new Answer.Refused(new ApiError.Throttling("Too many messages at a time"));
            case FAILED -> new Answer.Refused(new ApiError.InternalServer());
        };
    }

    private static Answer invalid(String member, String fault) {
        return new Answer.Refused(new ApiError.Validation(
                ValidationReason.INVALID_PARAMETER, List.of(new ApiError.Field(member, fault)), ""));
    }

    private static Optional<String> text(JsonNode input, String member) {
        return input.path(member).stringValueOpt();
    }

    private static Map<String, MessageAttribute> attributes(JsonNode said) {
        var attributes = new TreeMap<String, MessageAttribute>();
        for (var each : said.properties()) {
            var type = each.getValue().required("DataType").stringValue();
            var value = text(each.getValue(), type.equals("Binary") ? "BinaryValue" : "StringValue");
            attributes.put(each.getKey(), new MessageAttribute(type, value.orElse("")));
        }
        return attributes;
    }

    private static int bytes(String message, Map<String, MessageAttribute> attributes) {
        return message.getBytes(StandardCharsets.UTF_8).length
                + attributes.entrySet().stream()
                        .mapToInt(each -> each.getValue().bytes(each.getKey()))
                        .sum();
    }

    private static Map<String, io.posthorn.schemas.MessageAttribute> records(Map<String, MessageAttribute> attributes) {
        return attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new io.posthorn.schemas.MessageAttribute(
                                each.getValue().type(), each.getValue().value())));
    }
}
