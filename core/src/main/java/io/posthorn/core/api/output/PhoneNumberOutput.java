package io.posthorn.core.api.output;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phone number with every member that some answer shows.
 *
 * @param monthlyLeasingPrice US dollars with at least two decimals
 */
public record PhoneNumberOutput(
        String phoneNumberArn,
        String phoneNumberId,
        String phoneNumber,
        NumberStatus status,
        String isoCountryCode,
        MessageType messageType,
        List<Capability> numberCapabilities,
        NumberType numberType,
        String monthlyLeasingPrice,
        boolean twoWayEnabled,
        @Nullable String twoWayChannelArn,
        @Nullable String twoWayChannelRole,
        boolean selfManagedOptOutsEnabled,
        String optOutListName,
        boolean internationalSendingEnabled,
        boolean deletionProtectionEnabled,
        @Nullable String poolId,
        @Nullable String registrationId,
        List<TagOutput> tags,
        Instant createdTimestamp) {

    public static PhoneNumberOutput of(Scope scope, OriginationNumber number) {
        var settings = number.settings();
        var price = number.monthlyLeasingPrice();
        return new PhoneNumberOutput(
                number.in(scope).arn(),
                number.id(),
                number.number().value(),
                number.status(),
                number.country(),
                settings.messageType(),
                number.capabilities().stream().sorted().toList(),
                number.type(),
                price.setScale(Math.max(price.scale(), 2)).toPlainString(),
                settings.twoWay().enabled(),
                settings.twoWay().channelArn(),
                settings.twoWay().channelRole(),
                settings.selfManagedOptOuts(),
                settings.optOutListName(),
                number.internationalSending(),
                number.deletionProtection(),
                number.poolId(),
                number.registrationId(),
                TagOutput.of(number.tags()),
                number.createdAt());
    }
}
