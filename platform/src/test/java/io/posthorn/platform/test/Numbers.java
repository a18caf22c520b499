package io.posthorn.platform.test;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.TwoWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Numbers of accounts, with the settings they have from the start. */
public final class Numbers {
    private Numbers() {}

    /** An American number for text messages, in no pool. */
    public static OriginationNumber american(String id, String number, NumberType type, String carrier) {
        return new OriginationNumber(
                id,
                new PhoneNumber(number),
                NumberStatus.ACTIVE,
                "US",
                Set.of(Capability.SMS),
                type,
                BigDecimal.ONE,
                new IdentitySettings(MessageType.TRANSACTIONAL, TwoWay.OFF, false, OptOutList.DEFAULT_NAME),
                false,
                false,
                null,
                null,
                carrier,
                List.of(),
                Instant.EPOCH);
    }
}
