package io.posthorn.core.operator.output;

import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number of the inventory with every member that some answer shows. */
public record HeldNumberOutput(
        String phoneNumber,
        String isoCountryCode,
        NumberType numberType,
        List<Capability> numberCapabilities,
        String carrier,
        @Nullable Integer partsPerSecond,
        String monthlyLeasingPrice,
        @Nullable MessageType messageType,
        boolean twoWaySupported,
        boolean registrationRequired,
        boolean withheld,
        HeldNumber.Status status,
        @Nullable String accountId,
        @Nullable String region,
        @Nullable Instant leasedTimestamp) {

    public static HeldNumberOutput of(HeldNumber number) {
        var lease = number.lease();
        return new HeldNumberOutput(
                number.id(),
                number.country(),
                number.type(),
                number.capabilities().stream().sorted().toList(),
                number.carrier(),
                number.partsPerSecond(),
                number.monthlyLeasingPrice().toPlainString(),
                number.messageType(),
                number.twoWaySupported(),
                number.registrationRequired(),
                number.withheld(),
                number.status(),
                lease == null ? null : lease.scope().account().value(),
                lease == null ? null : lease.scope().region(),
                lease == null ? null : lease.since());
    }
}
