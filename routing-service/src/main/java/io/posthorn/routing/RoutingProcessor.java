package io.posthorn.routing;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Originator;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.routing.RoutingPolicy;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.SendOrder;
import io.posthorn.platform.call.PartitionCalls;
import io.posthorn.platform.event.DeliveryEvents;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.seen.SeenIds;
import io.posthorn.platform.send.Malformed;
import io.posthorn.platform.send.SendRequests;
import io.posthorn.platform.send.SendRequests.Read;
import io.posthorn.platform.spend.PartitionSpend;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.platform.stage.Timed;
import io.posthorn.routing.keyword.Conversations;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.InboundMessage;
import io.posthorn.schemas.RoutedSend;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Send requests in; routed sends out, or the final event of what is refused. What people write to numbers comes here
 * too: its answers are messages like all others.
 */
final class RoutingProcessor implements PartitionProcessor {
    private static final Logger log = LoggerFactory.getLogger(RoutingProcessor.class);

    private final Routing routing;
    private final SeenIds acceptedIds;
    private final PartitionSpend spend;
    private final PartitionCalls calls;
    private final RoutingPolicy policy;
    private final Conversations conversations;

    private RoutingProcessor(Routing routing, StageSpec.Partition partition) {
        this.routing = routing;
        acceptedIds = new SeenIds(
                partition.table(Topics.ACCEPTED_MESSAGE_IDS), routing.clock().instant());
        spend = new PartitionSpend(
                partition.table(Topics.SPEND_TOTALS), partition.number(), routing.spend(), routing.clock());
        calls = new PartitionCalls(
                partition.table(Topics.PLACED_CALLS), partition.number(), routing.calls(), routing.clock());
        policy = new RoutingPolicy(routing.facts().withCounts(spend, calls));
        conversations = new Conversations(
                partition.table(Topics.ANSWERABLE_SENDS), routing.resources(), this::decide, routing.keywordMeters());
    }

    static StageSpec<RoutingProcessor> stage(Routing routing) {
        return StageSpec.of("routing", RoutingProcessor.class)
                .reads(Topics.SEND_REQUESTS, RoutingProcessor::onRequest)
                .reads(Topics.INBOUND_MESSAGES, RoutingProcessor::onInbound)
                .reads(Topics.TWO_WAY_SENDS, RoutingProcessor::onTwoWaySend)
                .keeps(Topics.ACCEPTED_MESSAGE_IDS)
                .keeps(Topics.SPEND_TOTALS)
                .keeps(Topics.PLACED_CALLS)
                .keeps(Topics.ANSWERABLE_SENDS)
                .with(partition -> new RoutingProcessor(routing, partition));
    }

    private void onInbound(Inbound<InboundMessage> inbound, Outputs out) {
        conversations.onMessage(inbound, routing.clock().instant(), out);
    }

    private void onTwoWaySend(Inbound<TwoWaySend> inbound, Outputs out) {
        conversations.onSend(inbound);
    }

    private void onRequest(Inbound<SendRequest> inbound, Outputs out) {
        switch (SendRequests.read(inbound, routing.defaultRegion())) {
            case Read.Order request -> onOrder(inbound, request.order(), out);
            case Malformed request -> onMalformed(inbound, request, out);
            case Read.Unattributable request ->
                out.deadLetter(Refusal.REQUEST_MALFORMED.name(), request.field() + " " + request.rule());
        }
    }

    private void onOrder(Inbound<SendRequest> inbound, SendOrder order, Outputs out) {
        var account = order.scope().account();
        var now = routing.clock().instant();
        if (isRepeated(inbound, account, order.messageId(), now)) {
            return;
        }
        var resources = resources(inbound, order.scope());
        if (!now.isBefore(order.expiresAt())) {
            refuse(
                    order,
                    new Refused(
                            Refusal.TIME_TO_LIVE_ENDED,
                            "The time to live ended before the message was routed",
                            null,
                            null,
                            null),
                    resources,
                    now,
                    out);
            return;
        }
        decide(order, resources, false, out);
    }

    /** @param toOptOut whether the message goes out although its recipient is on the opt-out list */
    private void decide(SendOrder order, AccountResources resources, boolean toOptOut, Outputs out) {
        switch (policy.decide(order, resources)) {
            case Routed routed -> route(order, routed, resources, toOptOut, out);
            case Refused refused ->
                refuse(order, refused, resources, routing.clock().instant(), out);
        }
    }

    private void onMalformed(Inbound<SendRequest> inbound, Malformed request, Outputs out) {
        var account = request.scope().account();
        var now = routing.clock().instant();
        if (isRepeated(inbound, account, request.messageId(), now)) {
            return;
        }
        var resources = resources(inbound, request.scope());
        var set = existing(request.configurationSet(), resources);
        tell(account, request.reason(), DeliveryEvents.malformed(request, now, set), out);
    }

    /** A gateway's ids are new; all others may have been here before. */
    private boolean isRepeated(Inbound<SendRequest> inbound, AccountId account, UUID messageId, Instant now) {
        if (inbound.headers().lastHeader(SendRequests.ACCEPTED_BY_HEADER) != null
                || acceptedIds.accept(account + "/" + messageId, now)) {
            return false;
        }
        routing.meters().repeated();
        log.atDebug()
                .addKeyValue("messageId", messageId)
                .addKeyValue("accountId", account)
                .log("record dropped: its message was accepted before");
        return true;
    }

    /** The account's resources, at least as the writer of the record knew them. */
    private AccountResources resources(Inbound<SendRequest> inbound, Scope scope) {
        routing.resources().catchUpWith(inbound.headers(), scope.account());
        return routing.resources().of(scope);
    }

    private void route(SendOrder order, Routed routed, AccountResources resources, boolean toOptOut, Outputs out) {
        routing.meters().routed(routed.reason());
        log.atDebug()
                .addKeyValue("messageId", order.messageId())
                .addKeyValue("accountId", order.scope().account())
                .addKeyValue("carrier", routed.carrier())
                .addKeyValue("reason", routed.reason())
                .log("message routed");
        var message = RoutedMessages.of(
                order, routed, OptOutList.named(routed.settings().optOutListName(), resources));
        out.send(
                Topics.ROUTED_SENDS,
                RecipientKeys.of(message.getAccountId(), message.getRegion(), message.getDestinationPhoneNumber()),
                new RoutedSend(message, toOptOut, canBeAnswered(order, routed)));
        var amount = routed.price().add(routed.carrierFee());
        routing.meters().charged(order.channel(), amount);
        spend.charge(order.scope(), order.channel(), amount);
        if (RoutingPolicy.countsAsCall(order)) {
            calls.place(order.scope());
        }
    }

    /** Only what is written from a number, not called, and where somebody is told of the answer. */
    private static boolean canBeAnswered(SendOrder order, Routed routed) {
        return order.channel() != Channel.VOICE
                && routed.identity() instanceof Originator.DedicatedNumber
                && routed.settings().twoWay().enabled();
    }

    private void refuse(SendOrder order, Refused refused, AccountResources resources, Instant now, Outputs out) {
        var event = DeliveryEvents.refused(
                order,
                refused.reason(),
                now,
                refused.detail(),
                refused.country(),
                existing(order.configurationSet(), resources));
        tell(order.scope().account(), refused.reason(), event, out);
    }

    private void tell(AccountId account, Refusal reason, DeliveryEvent event, Outputs out) {
        routing.meters().refused(reason);
        log.atDebug()
                .addKeyValue("messageId", event.getMessageId())
                .addKeyValue("accountId", account)
                .addKeyValue("reason", reason)
                .log("message refused");
        out.send(Topics.DELIVERY_EVENTS, event.getMessageId(), event);
    }

    private static @Nullable String existing(@Nullable String configurationSet, AccountResources resources) {
        return configurationSet == null
                ? null
                : resources
                        .findNamed(ResourceKind.CONFIGURATION_SET, configurationSet)
                        .map(ConfigurationSet::name)
                        .orElse(null);
    }

    @Override
    public List<Timed> timed() {
        return List.of(acceptedIds);
    }
}
