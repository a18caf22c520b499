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
import io.posthorn.core.topic.MessageTexts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lets accounts publish to their own topics. What they publish goes the way of events, to the same subscribers. */
public final class Publishing {
    /** Of the message with its attributes, and of all of a batch, as the API reference says. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final String TOPIC = "TopicArn";
    private static final String TARGET = "TargetArn";
    private static final String ENTRIES = "PublishBatchRequestEntries";
    private static final String ID = "Id";
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

    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("Publish", this::publish), new OfferedOperation("PublishBatch", this::publishAll));
    }

    /** The answer to one message. */
    private record Single(String messageId) {}

    /** The answer to several. */
    private record Batch(List<Successful> successful, List<Failed> failed) {
        private record Successful(String id, String messageId) {}

        private record Failed(String id, String code, boolean senderFault, String message) {}
    }

    /** What became of a message. */
    private sealed interface Published {
        record Kept(String messageId) implements Published {}

        record Refused(ApiError error) implements Published {}
    }

    private Answer publish(Call call) {
        var target = call.input().path(TARGET);
        if (call.input().has(TOPIC) == call.input().has(TARGET)) {
            return new Answer.Refused(
                    target.isMissingNode()
                            ? invalid(ValidationReason.MISSING_PARAMETER, TOPIC, "or " + TARGET + " is required")
                            : invalid(
                                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                                    TARGET,
                                    "cannot be used together with " + TOPIC));
        }
        var named = text(call.input(), TOPIC).orElseGet(target::asString);
        var topicArn = topicArn(call.caller(), named);
        if (topicArn.isEmpty()) {
            return notFound(named);
        }
        return switch (publish(call.caller(), topicArn.get(), call.input(), call.idempotencyKey())) {
            case Published.Kept(var id) -> done(call, new Single(id));
            case Published.Refused(var error) -> new Answer.Refused(error);
        };
    }

    private Answer publishAll(Call call) {
        var named = call.input().required(TOPIC).stringValue();
        var topicArn = topicArn(call.caller(), named);
        if (topicArn.isEmpty()) {
            return notFound(named);
        }
        var entries = call.input().path(ENTRIES).valueStream().toList();
        var fault = faultOf(entries);
        if (fault.isPresent()) {
            return new Answer.Refused(fault.get());
        }
        var successful = new ArrayList<Batch.Successful>();
        var failed = new ArrayList<Batch.Failed>();
        for (var entry : entries) {
            var id = entry.required(ID).stringValue();
            var key = call.idempotencyKey() == null ? null : call.idempotencyKey() + "/" + id;
            switch (publish(call.caller(), topicArn.get(), entry, key)) {
                case Published.Kept(var messageId) -> successful.add(new Batch.Successful(id, messageId));
                case Published.Refused(var error) -> failed.add(failed(id, error));
            }
        }
        return done(call, new Batch(successful, failed));
    }

    /** What the whole batch is refused for. */
    private static Optional<ApiError> faultOf(List<JsonNode> entries) {
        if (entries.isEmpty()) {
            return Optional.of(invalid(ValidationReason.MISSING_PARAMETER, ENTRIES, "must have an entry"));
        }
        if (entries.stream().map(each -> each.required(ID)).distinct().count() < entries.size()) {
            return Optional.of(invalid(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER, ENTRIES, "have an Id that is not their own"));
        }
        var bytes = entries.stream()
                .mapToLong(each -> bytes(each.required(MESSAGE).stringValue(), attributes(each.path(ATTRIBUTES))))
                .sum();
        return bytes > MOST_BYTES
                ? Optional.of(invalid(
                        ValidationReason.MAXIMUM_SIZE_EXCEEDED,
                        ENTRIES,
                        "have more than " + MOST_BYTES + " bytes, with their attributes"))
                : Optional.empty();
    }

    /** As the service names the faults of entries. */
    private static Batch.Failed failed(String id, ApiError error) {
        return switch (error) {
            case ApiError.Throttling throttled -> new Batch.Failed(id, "Throttled", false, throttled.message());
            case ApiError.InternalServer broken -> new Batch.Failed(id, "InternalError", false, broken.message());
            default -> new Batch.Failed(id, "InvalidParameter", true, error.message());
        };
    }

    private static Answer done(Call call, Object answer) {
        return new Answer.Done(
                WireJson.answer(call.operation().output(), answer).toString());
    }

    private Optional<String> topicArn(Scope caller, String named) {
        var account = resources.apply(caller);
        return account.findNamed(ResourceKind.TOPIC, named).map(account::arnOf);
    }

    /** @param key the same for the same request: then it is the same message to its subscribers */
    private Published publish(Scope caller, String topicArn, JsonNode entry, @Nullable String key) {
        var attributes = attributes(entry.path(ATTRIBUTES));
        for (var attribute : attributes.entrySet()) {
            try {
                attribute.getValue().require(attribute.getKey());
            } catch (InvalidAttributeException invalid) {
                return refused(ATTRIBUTES + "." + attribute.getKey(), invalid.getMessage());
            }
        }
        var message = entry.required(MESSAGE).stringValue();
        if (bytes(message, attributes) > MOST_BYTES) {
            return refused(MESSAGE, "has more than " + MOST_BYTES + " bytes, with its attributes");
        }
        try {
            var texts = entry.has(STRUCTURE) ? MessageTexts.parse(message) : MessageTexts.same(message);
            return write(caller, topicArn, key, texts, text(entry, "Subject"), attributes);
        } catch (InvalidAttributeException invalid) {
            return refused(MESSAGE, invalid.getMessage());
        }
    }

    private Published write(
            Scope caller,
            String topicArn,
            @Nullable String key,
            MessageTexts texts,
            Optional<String> subject,
            Map<String, MessageAttribute> attributes) {
        var eventId = key == null ? ids.next().toString() : caller.account() + "/" + key;
        var id = NotificationId.of(eventId, topicArn);
        var delivery = EventDelivery.newBuilder(
                Deliveries.toTopic(caller, topicArn, eventId, id, Deliveries.PUBLISHED, clock.instant(), texts.text()));
        subject.ifPresent(delivery::setSubject);
        if (!attributes.isEmpty()) {
            delivery.setAttributes(records(attributes));
        }
        if (!texts.byProtocol().isEmpty()) {
            delivery.setTexts(texts.byProtocol());
        }
        return switch (deliverer.write(delivery.build(), caller.account())) {
            case KEPT -> new Published.Kept(id);
            case BUSY -> new Published.Refused(new ApiError.Throttling("Too many messages at a time"));
            case FAILED -> new Published.Refused(new ApiError.InternalServer());
        };
    }

    private static Published refused(String member, String fault) {
        return new Published.Refused(invalid(ValidationReason.INVALID_PARAMETER, member, fault));
    }

    private static ApiError invalid(ValidationReason reason, String member, String fault) {
        return new ApiError.Validation(reason, List.of(new ApiError.Field(member, fault)), "");
    }

    private static Answer notFound(String topic) {
        return new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.TOPIC, topic));
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
