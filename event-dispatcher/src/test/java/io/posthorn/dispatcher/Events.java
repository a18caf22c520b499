package io.posthorn.dispatcher;

import io.posthorn.core.AccountId;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.Scope;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.MessageType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Events and destinations for tests. */
public final class Events {
    public static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");
    public static final String LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:";
    public static final String STREAM = "arn:aws:firehose:us-east-1:123456789012:deliverystream/";
    public static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:";

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    /** The event of the guide's sample for text messages. */
    public static DeliveryEvent.Builder anEvent(String messageId) {
        return DeliveryEvent.newBuilder()
                .setEventId("event-of-" + messageId)
                .setAccountId(SCOPE.account().value())
                .setRegion(SCOPE.region())
                .setMessageId(messageId)
                .setChannel(Channel.TEXT)
                .setEventType("TEXT_SUCCESSFUL")
                .setEventTimestamp(Instant.ofEpochMilli(1_686_975_103_470L))
                .setIsFinal(true)
                .setOriginationPhoneNumber("+12065550152")
                .setDestinationPhoneNumber("+14255550156")
                .setIsoCountryCode("US")
                .setMessageRequestTimestamp(Instant.ofEpochMilli(1_686_975_103_170L))
                .setMessageEncoding("GSM")
                .setMessageType(MessageType.PROMOTIONAL)
                .setMessageStatus("SUCCESSFUL")
                .setMessageStatusDescription("Message has been accepted by phone carrier")
                .setContext(Map.of("account", "bar"))
                .setTotalMessageParts(1)
                .setTotalMessagePrice("0.09582")
                .setTotalCarrierFee("0")
                .setConfigurationSetName("set");
    }

    public static EventDestination aDestination(
            String name, EventDestination.Target target, String arn, EventType... types) {
        return new EventDestination("set", name, true, Set.of(types), target, arn, null, Instant.EPOCH);
    }

    /** Something on its way, accepted so many seconds after noon of the first of March 2026. */
    public static Publication publication(long position, String json) {
        return new Publication(
                "event-" + position,
                position,
                NOON.plusSeconds(position),
                "message-" + position,
                "TEXT_DELIVERED",
                NOON,
                json,
                1);
    }
}
