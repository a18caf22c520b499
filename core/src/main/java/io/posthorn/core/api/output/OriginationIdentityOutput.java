package io.posthorn.core.api.output;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pool.
 *
 * @param originationIdentity id of a number, name of a sender id
 * @param phoneNumber E.164; only where it is a number
 */
public record OriginationIdentityOutput(
        String originationIdentityArn,
        String originationIdentity,
        String isoCountryCode,
        List<Capability> numberCapabilities,
        @Nullable String phoneNumber) {

    public static OriginationIdentityOutput of(Scope scope, OriginationNumber number) {
        return new OriginationIdentityOutput(
                number.in(scope).arn(),
                number.id(),
                number.country(),
                number.capabilities().stream().sorted().toList(),
                number.number().value());
    }

    public static OriginationIdentityOutput of(Scope scope, SenderId senderId) {
        return new OriginationIdentityOutput(
                senderId.in(scope).arn(), senderId.name(), senderId.country(), List.of(Capability.SMS), null);
    }
}
