package io.posthorn.routing;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.TwoWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An account with a simulator number in a pool, a configuration set, and a protect configuration against Norway. */
final class SampleAccount {
    static final String ACCOUNT = "123456789012";
    static final Scope SCOPE = new Scope(new AccountId(ACCOUNT), "us-east-1");
    static final String NUMBER = "+12065550100";
    static final String US_SUCCESS = "+14254147755";
    static final String NO_SUCCESS = "+4759449384";

    private static final IdentitySettings SETTINGS =
            new IdentitySettings(MessageType.TRANSACTIONAL, TwoWay.OFF, true, "OurList");

    private SampleAccount() {}

    /** A number that places calls. */
    static OriginationNumber caller() {
        return new OriginationNumber(
                "phone-2",
                new PhoneNumber("+12065550101"),
                NumberStatus.ACTIVE,
                "US",
                Set.of(Capability.VOICE),
                NumberType.LONG_CODE,
                BigDecimal.ONE,
                SETTINGS,
                false,
                false,
                null,
                null,
                "simulator",
                List.of(),
                Instant.EPOCH);
    }

    static Resource[] resources() {
        return new Resource[] {
            new OriginationNumber(
                    "phone-1",
                    new PhoneNumber(NUMBER),
                    NumberStatus.ACTIVE,
                    "US",
                    Set.of(Capability.SMS),
                    NumberType.SIMULATOR,
                    BigDecimal.ONE,
                    SETTINGS,
                    false,
                    false,
                    "pool-1",
                    null,
                    "simulator",
                    List.of(),
                    Instant.EPOCH),
            new Pool("pool-1", PoolStatus.ACTIVE, SETTINGS, false, false, List.of("phone-1"), List.of(), Instant.EPOCH),
            new ConfigurationSet("set", null, null, null, null, List.of(), Instant.EPOCH),
            new ProtectConfiguration(
                    "protect-1",
                    true,
                    false,
                    Map.of(Capability.SMS, Map.of("NO", ProtectStatus.BLOCK)),
                    List.of(),
                    Instant.EPOCH)
        };
    }
}
