package io.posthorn.gateway.send;

import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The messages this gateway has accepted lately. A message has no history before its first event; until then its
 * sender, who asks the gateway that has accepted it, is told that it is on its way. Room is for so many messages, the
 * newer in the place of the older: at a high rate a message is known for seconds, and its first event comes sooner than
 * that.
 */
public final class AcceptedMessages {
    private static final int ROOM = 1 << 14;
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String NOT_KNOWN_YET = "0.00";

    /** A message without any event after this is none that is about to have one. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final AtomicReferenceArray<Accepted> slots = new AtomicReferenceArray<>(ROOM);
    private final Clock clock;

    public AcceptedMessages(Clock clock) {
        this.clock = clock;
    }

    private record Accepted(
            UUID messageId,
            Scope scope,
            Channel channel,
            String destination,
            Map<String, String> context,
            Instant requestedAt) {}

    /** A message nothing has happened to yet, with the members that GetMessage always answers. */
    private record Output(
            UUID messageId,
            Channel channel,
            String destinationPhoneNumber,
            int totalMessageParts,
            String totalMessagePrice,
            String totalCarrierFee,
            Map<String, String> context,
            Instant requestTimestamp,
            MessageStatus messageStatus,
            boolean isFinal,
            List<String> events) {
        static Output of(Accepted message) {
            return new Output(
                    message.messageId,
                    message.channel,
                    message.destination,
                    0,
                    NOT_KNOWN_YET,
                    NOT_KNOWN_YET,
                    message.context,
                    message.requestedAt,
                    MessageStatus.QUEUED,
                    false,
                    List.of());
        }
    }

    /** Notes that a message was accepted. */
    public void note(SendOrder order) {
        slots.lazySet(
                slot(order.messageId()),
                new Accepted(
                        order.messageId(),
                        order.scope(),
                        order.channel(),
                        order.destination().value(),
                        order.context(),
                        order.requestedAt()));
    }

    private static int slot(UUID messageId) {
        return messageId.hashCode() & (ROOM - 1);
    }

    /** The same question about a message, answered from here where its history knows nothing of it. */
    public OfferedOperation completed(OfferedOperation history) {
        return new OfferedOperation(history.name(), call -> {
            var answer = history.handler().answer(call);
            return answer instanceof Answer.Relayed(var error) && error.type().equals(NOT_FOUND)
                    ? find(call).orElse(answer)
                    : answer;
        });
    }

    private Optional<Answer> find(Call call) {
        var id = UUID.fromString(call.input().required("MessageId").stringValue());
        return Optional.ofNullable(slots.get(slot(id)))
                .filter(message -> message.messageId.equals(id)
                        && message.scope.equals(call.caller())
                        && message.requestedAt.plus(LATELY).isAfter(clock.instant()))
                .map(message -> new Answer.Done(WireJson.answer(call.operation().output(), Output.of(message))
                        .toString()));
    }
}
