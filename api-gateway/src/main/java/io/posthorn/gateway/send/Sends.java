package io.posthorn.gateway.send;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.RoutingDecision;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations that send. What can be refused now is refused now, with the decision routing will make anyway; what is
 * not refused is written down before it is answered, and from then on it is routing's.
 */
public final class Sends {
    private final Function<Scope, AccountResources> resources;
    private final BiFunction<SendOrder, AccountResources, RoutingDecision> routing;
    private final OptOuts optOuts;
    private final BooleanSupplier admits;
    private final Predicate<AccountId> hasRoom;
    private final Function<SendOrder, WriteResult> journal;
    private final TimeOrderedIds ids;
    private final Clock clock;

    /**
     * @param routing decides on an order, with the resources of the account
     * @param admits whether one more message can be taken at all
     * @param hasRoom whether more messages of an account may wait
     * @param journal writes down what is accepted
     */
    public Sends(
            Function<Scope, AccountResources> resources,
            BiFunction<SendOrder, AccountResources, RoutingDecision> routing,
            OptOuts optOuts,
            BooleanSupplier admits,
            Predicate<AccountId> hasRoom,
            Function<SendOrder, WriteResult> journal,
            TimeOrderedIds ids,
            Clock clock) {
        this.resources = resources;
        this.routing = routing;
        this.optOuts = optOuts;
        this.admits = admits;
        this.hasRoom = hasRoom;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    /** Tells whether a recipient has opted out. */
    @FunctionalInterface
    public interface OptOuts {
        boolean contains(Scope scope, OptOutList list, String number);
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("SendTextMessage", call -> send(Channel.TEXT, call)),
                new OfferedOperation("SendMediaMessage", call -> send(Channel.MEDIA, call)),
                new OfferedOperation("SendVoiceMessage", call -> send(Channel.VOICE, call)));
    }

    /** Overload is told before anything else is looked at: who is refused is to cost little. */
    private Answer send(Channel channel, Call call) {
        if (!admits.getAsBoolean()) {
            return new Answer.Refused(new ApiError.Throttling("Too many messages at a time"));
        }
        var caller = call.caller();
        var input = call.input();
        var order = SendOrders.of(channel, caller, messageId(call), input, clock.instant());
        var account = resources.apply(caller);
        return switch (routing.apply(order, account)) {
            case RoutingDecision.Refused refused -> new Answer.Refused(RefusalAnswers.of(refused, order));
            case RoutingDecision.Routed routed -> {
                var settings = routed.settings();
                var list = OptOutList.named(settings.optOutListName(), account);
                if (!settings.selfManagedOptOuts()
                        && optOuts.contains(caller, list, order.destination().value())) {
                    yield new Answer.Refused(RefusalAnswers.optedOut(order));
                }
                yield isDryRun(input) ? accepted(order) : keep(order);
            }
        };
    }

    /**
     * The same key is the same message for as long as routing remembers message ids. It remembers them by destination,
     * so the destination is a part of the id: one key with two destinations is two messages.
     */
    private UUID messageId(Call call) {
        var key = call.idempotencyKey();
        if (key == null) {
            return ids.next();
        }
        var destination = call.input().required("DestinationPhoneNumber").stringValue();
        var name = String.join(
                "\n",
                call.caller().account().value(),
                call.caller().region(),
                PhoneNumber.parse(destination).map(PhoneNumber::value).orElse(destination),
                key);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isDryRun(ObjectNode input) {
        return input.path("DryRun").asBoolean(false);
    }

    private Answer keep(SendOrder order) {
        if (!hasRoom.test(order.scope().account())) {
            return new Answer.Refused(
                    new ApiError.Throttling("Too many messages of the account wait for the rates of its numbers"));
        }
        return switch (journal.apply(order)) {
            case KEPT -> accepted(order);
            case BUSY -> new Answer.Refused(new ApiError.Throttling("Too many messages at a time"));
            case FAILED -> new Answer.Refused(new ApiError.InternalServer());
        };
    }

    private static Answer accepted(SendOrder order) {
        return new Answer.Done("{\"MessageId\":\"" + order.messageId() + "\"}");
    }
}
