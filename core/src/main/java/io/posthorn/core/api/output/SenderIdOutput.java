package io.posthorn.core.api.output;

import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sender id with every member that some answer shows.
 *
 * @param monthlyLeasingPrice US dollars with at least two decimals
 */
public record SenderIdOutput(
        String senderIdArn,
        String senderId,
        String isoCountryCode,
        List<MessageType> messageTypes,
        String monthlyLeasingPrice,
        boolean deletionProtectionEnabled,
        boolean registered,
        @Nullable String registrationId,
        List<TagOutput> tags) {

    public static SenderIdOutput of(Scope scope, SenderId senderId) {
        var price = senderId.monthlyLeasingPrice();
        return new SenderIdOutput(
                senderId.in(scope).arn(),
                senderId.name(),
                senderId.country(),
                senderId.messageTypes().stream().sorted().toList(),
                price.setScale(Math.max(price.scale(), 2)).toPlainString(),
                senderId.deletionProtection(),
                senderId.registered(),
                senderId.registrationId(),
                TagOutput.of(senderId.tags()));
    }
}
