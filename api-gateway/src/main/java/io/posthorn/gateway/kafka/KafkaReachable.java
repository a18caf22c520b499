package io.posthorn.gateway.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether Kafka can be reached; without it nothing can be accepted. Asks at most once in a while, however often it is
 * asked.
 */
public final class KafkaReachable implements HealthIndicator, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(3);

    private final Admin admin;
    private final Clock clock;
    private Instant askedAt = Instant.EPOCH;
    private boolean reachable;

    public KafkaReachable(Admin admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    @Override
    public synchronized Health health() {
        var now = clock.instant();
        if (now.isAfter(askedAt.plus(KEPT))) {
            reachable = ask();
            askedAt = clock.instant();
        }
        return (reachable ? Health.up() : Health.outOfService()).build();
    }

    private boolean ask() {
        try {
            var options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
            return !admin.describeCluster(options)
                    .nodes()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException unreachable) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
