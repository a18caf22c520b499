package io.posthorn.core.routing;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.SenderId;
import io.posthorn.core.resource.TwoWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers and pools to decide about. */
final class Numbers {
    static final Scope SCOPE = new Scope(new AccountId("123456789012"), "us-east-1");

    private Numbers() {}

    static IdentitySettings settings(MessageType type, String optOutList) {
        return new IdentitySettings(type, TwoWay.OFF, false, optOutList);
    }

    static OriginationNumber active(String id, String number, String country) {
        return number(id, number, country, NumberStatus.ACTIVE, NumberType.LONG_CODE, Capability.SMS, false, null);
    }

    static OriginationNumber simulator(String id, String number, String country) {
        return number(id, number, country, NumberStatus.ACTIVE, NumberType.SIMULATOR, Capability.SMS, false, null);
    }

    static OriginationNumber number(
            String id,
            String number,
            String country,
            NumberStatus status,
            NumberType type,
            Capability capability,
            boolean international,
            @Nullable String poolId) {
        return new OriginationNumber(
                id,
                new PhoneNumber(number),
                status,
                country,
                Set.of(capability),
                type,
                BigDecimal.ONE,
                settings(MessageType.TRANSACTIONAL, OptOutList.DEFAULT_NAME),
                international,
                false,
                poolId,
                null,
                "carrier-" + id,
                List.of(),
                Instant.EPOCH);
    }

    static OriginationNumber promotional(OriginationNumber number) {
        return new OriginationNumber(
                number.id(),
                number.number(),
                number.status(),
                number.country(),
                number.capabilities(),
                number.type(),
                number.monthlyLeasingPrice(),
                settings(MessageType.PROMOTIONAL, OptOutList.DEFAULT_NAME),
                number.internationalSending(),
                number.deletionProtection(),
                number.poolId(),
                number.registrationId(),
                number.carrier(),
                number.tags(),
                number.createdAt());
    }

    static SenderId senderId(String name, String country, boolean registered, MessageType... types) {
        return new SenderId(
                name,
                country,
                Set.of(types),
                BigDecimal.ONE,
                false,
                registered,
                null,
                null,
                "carrier-" + name,
                List.of(),
                Instant.EPOCH);
    }

    static Pool pool(String id, PoolStatus status, List<String> members) {
        return new Pool(
                id,
                status,
                settings(MessageType.PROMOTIONAL, "PoolList"),
                false,
                false,
                members,
                List.of(),
                Instant.EPOCH);
    }
}
