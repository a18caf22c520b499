package io.posthorn.routing;

import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.routing.RoutingDecision.Routed;
import io.posthorn.core.send.SendOrder;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;

/** Puts an order and what routing decided about it into the record that travels on. */
final class RoutedMessages {
    private RoutedMessages() {}

    static Message of(SendOrder order, Routed routed, OptOutList optOutList) {
        var speech = order.speech();
        return new Message(
                order.messageId().toString(),
                order.scope().account().value(),
                order.scope().region(),
                Channel.valueOf(order.channel().name()),
                order.destination().value(),
                routed.country(),
                routed.identity().shown(),
                routed.identity().id(),
                routed.reason().name(),
                routed.carrier(),
                optOutList.name(),
                order.body(),
                routed.encoding().eventName(),
                routed.parts(),
                MessageType.valueOf(routed.messageType().name()),
                routed.configurationSetName(),
                order.context(),
                order.destinationCountryParameters(),
                order.mediaUrls(),
                routed.price().toPlainString(),
                routed.carrierFee().toPlainString(),
                order.requestedAt(),
                order.expiresAt(),
                speech == null ? null : speech.voice(),
                speech == null ? null : speech.markup().name(),
                optOutList.incarnation());
    }
}
