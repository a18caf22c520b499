package io.posthorn.core.api.output;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pool.
 *
 * @param originationIdentity its id
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
}
