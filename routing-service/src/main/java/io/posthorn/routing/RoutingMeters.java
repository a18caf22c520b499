package io.posthorn.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.routing.OriginationReason;
import io.posthorn.core.routing.Refusal;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts decisions by their reason. All counters are there from the start, so that zero is told apart from unknown. */
final class RoutingMeters {
    private final Map<OriginationReason, Counter> routed;
    private final Map<Refusal, Counter> refused;
    private final Map<Channel, Counter> charged;
    private final Counter repeated;

    RoutingMeters(MeterRegistry meters) {
        routed = counters(
                OriginationReason.class,
                reason -> Counter.builder("posthorn.routing.routed")
                        .description("Messages routed, by why their origination identity was chosen")
                        .tag("reason", word(reason))
                        .register(meters));
        refused = counters(
                Refusal.class,
                reason -> Counter.builder("posthorn.routing.refused")
                        .description("Messages refused")
                        .tag("reason", word(reason))
                        .register(meters));
        charged = counters(
                Channel.class,
                channel -> Counter.builder("posthorn.routing.charged")
                        .description("What routed messages cost, carrier fees included")
                        .baseUnit("dollars")
                        .tag("channel", word(channel))
                        .register(meters));
        repeated = Counter.builder("posthorn.routing.repeated")
                .description("Records dropped because their message id had been accepted before")
                .register(meters);
    }

    /** @param amount US dollars */
    void charged(Channel channel, BigDecimal amount) {
        var counter = charged.get(channel);
        if (counter != null) {
            counter.increment(amount.doubleValue());
        }
    }

    void routed(OriginationReason reason) {
        increment(routed.get(reason));
    }

    void refused(Refusal reason) {
        increment(refused.get(reason));
    }

    void repeated() {
        repeated.increment();
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> reasons, Function<E, Counter> counter) {
        var counters = new EnumMap<E, Counter>(reasons);
        for (var reason : reasons.getEnumConstants()) {
            counters.put(reason, counter.apply(reason));
        }
        return counters;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
