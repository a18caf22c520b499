package io.posthorn.core.operator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A number as the operator describes it; what is null has the value that goes without saying. */
public record NumberInput(
        String phoneNumber,
        String isoCountryCode,
        NumberType numberType,
        Set<Capability> numberCapabilities,
        String carrier,
        @Nullable Integer partsPerSecond,
        BigDecimal monthlyLeasingPrice,
        @Nullable MessageType messageType,
        @Nullable Boolean twoWaySupported,
        @Nullable Boolean registrationRequired,
        @Nullable Boolean withheld) {

    /** The number, leased to nobody. */
    public HeldNumber toNumber() {
        return new HeldNumber(
                PhoneNumber.parse(phoneNumber)
                        .orElseThrow(() -> new IllegalStateException("validation let pass what is no phone number")),
                isoCountryCode,
                numberType,
                numberCapabilities,
                messageType,
                carrier,
                partsPerSecond,
                monthlyLeasingPrice,
                !Boolean.FALSE.equals(twoWaySupported),
                registrationRequired == null ? isRegistered() : registrationRequired,
                Boolean.TRUE.equals(withheld),
                null);
    }

    /** Carriers of the United States take these from registered senders only. */
    private boolean isRegistered() {
        return numberType == NumberType.TEN_DLC || (numberType == NumberType.TOLL_FREE && isoCountryCode.equals("US"));
    }
}
