package io.posthorn.registration.origination;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.PhoneNumberOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import org.jspecify.annotations.Nullable;

/** Changes the settings of a number that is in no pool; one that is has the settings of its pool. */
public record UpdatePhoneNumber(
        String phoneNumberId,
        @Nullable Boolean twoWayEnabled,
        @Nullable String twoWayChannelArn,
        @Nullable String twoWayChannelRole,
        @Nullable Boolean selfManagedOptOutsEnabled,
        @Nullable String optOutListName,
        @Nullable Boolean internationalSendingEnabled,
        @Nullable Boolean deletionProtectionEnabled)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var update = new SettingsUpdate(
                twoWayEnabled, twoWayChannelArn, twoWayChannelRole, selfManagedOptOutsEnabled, optOutListName);
        return Decision.given(account, ResourceKind.PHONE_NUMBER, phoneNumberId, number -> {
            if (number.poolId() != null) {
                return Decision.conflict(ConflictReason.PHONE_NUMBER_ASSOCIATED_TO_POOL, number);
            }
            if (Boolean.TRUE.equals(internationalSendingEnabled) && number.type() == NumberType.SIMULATOR) {
                return Decision.invalid(
                        ValidationReason.INTERNATIONAL_SENDING_NOT_SUPPORTED,
                        "InternationalSendingEnabled",
                        "cannot be enabled for simulator numbers");
            }
            if (update.wantsTwoWay() && !number.twoWaySupported()) {
                return Decision.invalid(
                        ValidationReason.TWO_WAY_NOT_SUPPORTED_IN_COUNTRY,
                        "TwoWayEnabled",
                        "cannot be enabled: this number cannot receive messages");
            }
            return update.applyTo(number.settings(), account, settings -> {
                var changed = number.configured(
                        settings,
                        internationalSendingEnabled == null
                                ? number.internationalSending()
                                : internationalSendingEnabled,
                        deletionProtectionEnabled == null ? number.deletionProtection() : deletionProtectionEnabled);
                return Decision.changed(PhoneNumberOutput.of(account.scope(), changed), new Change.Put(changed));
            });
        });
    }
}
