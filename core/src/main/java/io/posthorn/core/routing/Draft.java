package io.posthorn.core.routing;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.text.MessageEncoding;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One decision in the making: what the rules that have passed found out, for those that follow. */
final class Draft {
    final SendOrder order;
    final AccountResources resources;
    final boolean toSimulator;
    final @Nullable String country;

    @Nullable
    ConfigurationSet configurationSet;

    MessageEncoding encoding = MessageEncoding.GSM;
    int parts = 1;

    private @Nullable Origination origination;

    /** Who sends, and why this one. */
    record Origination(OriginationNumber identity, IdentitySettings settings, OriginationReason reason) {}

    Draft(SendOrder order, AccountResources resources, boolean toSimulator, Optional<String> country) {
        this.order = order;
        this.resources = resources;
        this.toSimulator = toSimulator;
        this.country = country.orElse(null);
    }

    /** The settings of a number in a pool are the pool's. */
    void sendFrom(OriginationNumber identity, OriginationReason reason) {
        var poolId = identity.poolId();
        var settings = poolId == null
                ? identity.settings()
                : resources
                        .find(ResourceKind.POOL, poolId)
                        .map(pool -> pool.settings())
                        .orElse(identity.settings());
        sendFrom(identity, settings, reason);
    }

    void sendFrom(OriginationNumber identity, IdentitySettings settings, OriginationReason reason) {
        origination = new Origination(identity, settings, reason);
    }

    Origination origination() {
        return Objects.requireNonNull(origination, "the rules passed without finding who sends");
    }

    /** What the sender says the message is for: in the request, else by way of the configuration set. */
    @Nullable
    MessageType statedType() {
        var set = configurationSet;
        return order.messageType() != null || set == null ? order.messageType() : set.defaultMessageType();
    }

    Refused refused(Refusal reason, String detail) {
        return new Refused(reason, detail, null, null, country);
    }

    Refused refused(Refusal reason, String detail, ResourceKind<?> kind, String id) {
        return refused(reason, detail, kind.path(), id);
    }

    Refused refused(Refusal reason, String detail, String resourceType, String id) {
        return new Refused(reason, detail, resourceType, id, country);
    }
}
