package io.posthorn.core.routing;

import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.country.CountryFacts;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.SendOrder;
import io.posthorn.core.text.MessageEncoding;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One decision in the making: what the rules that have passed found out, for those that follow. */
final class Draft {
    private static final String NO_COUNTRY = "";

    final SendOrder order;
    final AccountResources resources;
    final RoutingFacts facts;
    final AccountProfile profile;
    final boolean toSimulator;
    final @Nullable String country;

    /** What is known about the country; nothing is about a few. */
    final @Nullable CountryFacts countryFacts;

    @Nullable
    ConfigurationSet configurationSet;

    MessageEncoding encoding = MessageEncoding.GSM;
    int parts = 1;
    Charge charge = Charge.NOTHING;

    private @Nullable Origination origination;

    /** Who sends, and why this one. */
    record Origination(Originator identity, IdentitySettings settings, OriginationReason reason) {}

    Draft(
            SendOrder order,
            AccountResources resources,
            RoutingFacts facts,
            boolean toSimulator,
            Optional<String> country) {
        this.order = order;
        this.resources = resources;
        this.facts = facts;
        this.profile = facts.profiles().of(order.scope().account());
        this.toSimulator = toSimulator;
        this.country = country.orElse(null);
        this.countryFacts = country.flatMap(CountryFacts::of).orElse(null);
    }

    /** The country, or what is no country's code. */
    String countryOrNone() {
        return country == null ? NO_COUNTRY : country;
    }

    /** The settings of a number in a pool are the pool's. */
    void sendFrom(OriginationNumber number, OriginationReason reason) {
        sendFrom(new Originator.DedicatedNumber(number), settingsIn(number.poolId(), number.settings()), reason);
    }

    /** The settings of a sender id in a pool are the pool's. */
    void sendFrom(SenderId senderId, OriginationReason reason) {
        var types = senderId.messageTypes();
        var type = types.contains(type()) ? type() : types.iterator().next();
        sendFrom(SenderIdRules.ownName(this, senderId), settingsIn(senderId.poolId(), senderId.settings(type)), reason);
    }

    /** What is no resource of the account has no settings, and so the plainest. */
    void sendFrom(Originator originator, OriginationReason reason) {
        sendFrom(originator, new IdentitySettings(type(), TwoWay.OFF, false, OptOutList.DEFAULT_NAME), reason);
    }

    void sendFrom(Originator originator, IdentitySettings settings, OriginationReason reason) {
        origination = new Origination(originator, settings, reason);
    }

    private IdentitySettings settingsIn(@Nullable String poolId, IdentitySettings own) {
        return poolId == null
                ? own
                : resources.find(ResourceKind.POOL, poolId).map(Pool::settings).orElse(own);
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

    /** What the message is for; transactional where the sender does not say, as the service's user guide has it. */
    MessageType type() {
        var stated = statedType();
        return stated == null ? MessageType.TRANSACTIONAL : stated;
    }

    Refused parametersMissing() {
        return refused(
                Refusal.COUNTRY_PARAMETERS_MISSING,
                "must have " + String.join(" and ", SenderIdRules.INDIAN_PARAMETERS) + " for " + country);
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
