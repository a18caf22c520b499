package io.posthorn.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Service;
import io.posthorn.core.resource.Scope;
import java.time.Duration;

/**
 * How often an account may ask for an operation, in each region and of each instance. A caller that was quiet for a
 * second may ask as often at once as it may within one.
 */
public final class RateQuotas {
    /** A full bucket is the same as none. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(2);

    /** Some 100 bytes each. Were there more callers at once, those forgotten would begin with a full bucket. */
    private static final int MOST_BUCKETS = 200_000;

    private final RateQuotaProperties properties;
    private final TimeMeter time;
    private final Cache<Caller, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    private record Caller(Scope scope, String operation) {}

    public RateQuotas(RateQuotaProperties properties) {
        this(properties, TimeMeter.SYSTEM_NANOTIME);
    }

    RateQuotas(RateQuotaProperties properties, TimeMeter time) {
        this.properties = properties;
        this.time = time;
    }

    /** Counts a request; false where it is one too many. Sends have the rates of their numbers instead. */
    boolean take(Scope scope, Operation operation) {
        var service = operation.service();
        if (!properties.enforced() || (service != null && service.kind() == Service.Kind.SEND)) {
            return true;
        }
        return buckets.get(new Caller(scope, operation.name()), this::bucket).tryConsume(1);
    }

    private Bucket bucket(Caller caller) {
        var rate = properties.of(caller.operation());
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
