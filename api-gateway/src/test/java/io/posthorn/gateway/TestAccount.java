package io.posthorn.gateway;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.event.EventType;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.core.resource.IdentitySettings;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberStatus;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.OriginationNumber;
import io.posthorn.core.resource.Pool;
import io.posthorn.core.resource.PoolStatus;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Tag;
import io.posthorn.core.resource.TwoWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources for tests: one account in one region, and what it owns. */
public final class TestAccount {
    public static final Scope SCOPE = new Scope(new AccountId("000000000000"), "us-east-1");
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private TestAccount() {}

    public static ResourceMap with(Resource... resources) {
        var map = new ResourceMap();
        for (var resource : resources) {
            map.put(SCOPE, resource);
        }
        return map;
    }

    public static IdentitySettings settings(MessageType type) {
        return new IdentitySettings(type, TwoWay.OFF, false, OptOutList.DEFAULT_NAME);
    }

    /** A simulator number in the United States whose id ends in {@code suffix}. */
    public static OriginationNumber number(String suffix) {
        return new OriginationNumber(
                "phone-" + suffix,
                new PhoneNumber("+1206555" + "0".repeat(4 - suffix.length()) + suffix),
                NumberStatus.ACTIVE,
                "US",
                Set.of(Capability.SMS, Capability.VOICE),
                NumberType.SIMULATOR,
                new BigDecimal("1.00"),
                settings(MessageType.TRANSACTIONAL),
                false,
                false,
                null,
                null,
                "simulator",
                List.of(new Tag("team", "red")),
                NOW);
    }

    public static Pool pool(String suffix, String... members) {
        return new Pool(
                "pool-" + suffix,
                PoolStatus.ACTIVE,
                settings(MessageType.TRANSACTIONAL),
                false,
                false,
                List.of(members),
                List.of(),
                NOW);
    }

    public static ConfigurationSet configurationSet(String name) {
        return new ConfigurationSet(name, MessageType.PROMOTIONAL, null, null, null, List.of(), NOW);
    }

    public static EventDestination destination(String set, String name, EventType type) {
        return new EventDestination(
                set,
                name,
                true,
                Set.of(type),
                EventDestination.Target.SNS,
                "arn:aws:sns:us-east-1:000000000000:events",
                null,
                NOW);
    }

    public static OptOutList list(String name) {
        return new OptOutList(name, List.of(), NOW);
    }

    public static ProtectConfiguration protect(String suffix, boolean accountDefault) {
        return new ProtectConfiguration("protect-" + suffix, accountDefault, false, Map.of(), List.of(), NOW);
    }
}
