package io.posthorn.registration.origination;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.TwoWay;
import io.posthorn.registration.command.Decision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings a request for a number or a pool changes; what is {@code null} stays. */
record SettingsUpdate(
        @Nullable Boolean twoWayEnabled,
        @Nullable String twoWayChannelArn,
        @Nullable String twoWayChannelRole,
        @Nullable Boolean selfManagedOptOutsEnabled,
        @Nullable String optOutListName) {
    private static final String FIFO_TOPIC = ".fifo";
    private static final String CONTACT_CENTRE = "connect.";

    /**
     * Whoever names a channel wants it used, unless they say otherwise; the guide enables a pool's two-way messaging
     * so.
     */
    boolean wantsTwoWay() {
        return twoWayEnabled == null ? twoWayChannelArn != null : twoWayEnabled;
    }

    /** Goes on with the new settings, or refuses because they cannot go together. */
    Decision applyTo(IdentitySettings present, AccountResources account, Function<IdentitySettings, Decision> decide) {
        var twoWay = new TwoWay(
                wantsTwoWay() || (twoWayEnabled == null && present.twoWay().enabled()),
                twoWayChannelArn == null ? present.twoWay().channelArn() : twoWayChannelArn,
                twoWayChannelRole == null ? present.twoWay().channelRole() : twoWayChannelRole);
        var channel = twoWay.channelArn();
        var selfManaged = selfManagedOptOutsEnabled == null ? present.selfManagedOptOuts() : selfManagedOptOutsEnabled;
        if (twoWay.enabled() && channel == null) {
            return Decision.invalid(
                    ValidationReason.TWO_WAY_CHANNEL_NOT_PRESENT,
                    "TwoWayChannelArn",
                    "is required to enable two-way messaging");
        }
        if (channel != null && channel.endsWith(FIFO_TOPIC)) {
            return Decision.invalid(ValidationReason.INVALID_PARAMETER, "TwoWayChannelArn", "must not be a FIFO topic");
        }
        if (selfManaged && !twoWay.enabled()) {
            return Decision.invalid(
                    ValidationReason.TWO_WAY_NOT_ENABLED,
                    "SelfManagedOptOutsEnabled",
                    "needs two-way messaging to be enabled");
        }
        if (selfManaged && channel != null && channel.startsWith(CONTACT_CENTRE)) {
            return Decision.invalid(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                    "SelfManagedOptOutsEnabled",
                    "cannot be used where inbound messages go to a contact centre");
        }
        Function<OptOutList, Decision> withList =
                list -> decide.apply(new IdentitySettings(present.messageType(), twoWay, selfManaged, list.name()));
        return Decision.given(
                account,
                ResourceKind.OPT_OUT_LIST,
                optOutListName == null ? present.optOutListName() : optOutListName,
                withList);
    }
}
