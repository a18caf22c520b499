package io.posthorn.send.line;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.routing.Connections;
import io.posthorn.core.routing.Originator;
import io.posthorn.core.send.Channel;
import io.posthorn.core.send.PartRates;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.schemas.Message;
import java.util.HashMap;
import java.util.Map;

/** At which rate a message may leave, by what is known now of the number or name it comes from. */
public final class Rates {
    private static final String PHONE_NUMBER_ID = "phone-";

    private final ResourceView resources;
    private final Connections connections;
    private final PartRates byType;
    private final Map<String, Integer> overrides;

    /**
     * @param connections knows the terms of names
     * @param simulator message parts per second of a simulator number
     * @param overrides message parts per second by phone number (with or without plus sign) or sender id
     */
    public Rates(ResourceView resources, Connections connections, int simulator, Map<String, Integer> overrides) {
        this.resources = resources;
        this.connections = connections;
        this.byType = new PartRates(simulator);
        var named = new HashMap<String, Integer>();
        overrides.forEach((identity, rate) ->
                named.put(PhoneNumber.parse(identity).map(PhoneNumber::value).orElse(identity), rate));
        this.overrides = Map.copyOf(named);
    }

    /** Message parts per second. */
    public int of(Message message) {
        var override = overrides.get(message.getOriginationIdentity());
        if (override != null) {
            return override;
        }
        var id = message.getOriginationIdentityId();
        if (Originator.isSharedRoute(id)) {
            return PartRates.SHARED_ROUTE;
        }
        if (!id.startsWith(PHONE_NUMBER_ID)) {
            return ofName(message);
        }
        var scope = new Scope(new AccountId(message.getAccountId()), message.getRegion());
        return resources
                .of(scope)
                .find(ResourceKind.PHONE_NUMBER, id)
                .map(number -> rate(number, message))
                .orElse(PartRates.UNKNOWN_IDENTITY);
    }

    private int ofName(Message message) {
        return connections
                .terms(message.getOriginationIdentity(), message.getDestinationCountry())
                .map(HeldSenderId::partsPerSecond)
                .orElse(PartRates.SENDER_ID);
    }

    /** The rate the operator has agreed on with the carrier, else that of the type. */
    private int rate(OriginationNumber number, Message message) {
        var agreed = number.partsPerSecond();
        var channel = Channel.valueOf(message.getChannel().name());
        // Calls have no parts.
        return agreed == null || channel == Channel.VOICE
                ? byType.of(number.type(), message.getDestinationCountry(), channel)
                : agreed;
    }
}
