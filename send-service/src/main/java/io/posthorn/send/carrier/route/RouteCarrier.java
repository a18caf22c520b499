package io.posthorn.send.carrier.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.InDoubt;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A carrier that has others: for each message the first connection of the first rule that fits, and that is there. */
final class RouteCarrier implements Carrier {
    /** A breaker does not tell when it lets the next message try. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private final String name;
    private final List<RouteRule> rules;
    private final Map<String, Connection> connections;
    private final Map<String, Connection> chosen = new ConcurrentHashMap<>();

    /** A connection of all routes, and how it fares. */
    record Connection(Carrier carrier, CircuitBreaker breaker) {}

    /** @throws IllegalArgumentException where a rule names a connection that is not there */
    RouteCarrier(String name, List<RouteRule> rules, Map<String, Connection> connections) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.connections = Map.copyOf(connections);
        rules.forEach(rule -> rule.via().forEach(this::connection));
    }

    @Override
    public String name() {
        return name;
    }

    /** Resends where all of its connections do: nobody knows any more which one it was. */
    @Override
    public InDoubt inDoubt() {
        return rules.stream()
                        .flatMap(rule -> rule.via().stream())
                        .allMatch(via -> connection(via).carrier().inDoubt() == InDoubt.RESEND)
                ? InDoubt.RESEND
                : InDoubt.UNKNOWN;
    }

    @Override
    public Room reserve(Message message) {
        var rule = rules.stream().filter(each -> each.takes(message)).findFirst();
        if (rule.isEmpty()) {
            // There is always room to be refused.
            return Room.FREE;
        }
        Room.@Nullable Down soonest = null;
        for (var via : rule.get().via()) {
            var connection = connection(via);
            switch (ask(connection, message)) {
                case Room.Free free -> {
                    chosen.put(message.getMessageId(), connection);
                    return free;
                }
                case Room.Busy busy -> {
                    return busy;
                }
                case Room.Down down ->
                    soonest = soonest == null || down.after().compareTo(soonest.after()) < 0 ? down : soonest;
            }
        }
        return soonest == null ? Room.FREE : soonest;
    }

    private static Room ask(Connection connection, Message message) {
        if (!connection.breaker().tryAcquirePermission()) {
            return new Room.Down(ASKED_AGAIN, connection.carrier().name() + " has failed too often");
        }
        var room = connection.carrier().reserve(message);
        if (!(room instanceof Room.Free)) {
            connection.breaker().releasePermission();
        }
        return room;
    }

    /** Whether an answer says that the connection is of no use. */
    static boolean isFailure(Object answer) {
        return answer instanceof Refused refused && refused.status() == MessageStatus.CARRIER_UNREACHABLE;
    }

    private Connection connection(String via) {
        return Optional.ofNullable(connections.get(via))
                .orElseThrow(() -> new IllegalArgumentException(
                        "posthorn.send.carriers.routes." + name + ": there is no connection '" + via + "'"));
    }

    @Override
    public void forgo(Message message) {
        var connection = chosen.remove(message.getMessageId());
        if (connection != null) {
            connection.carrier().forgo(message);
            connection.breaker().releasePermission();
        }
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Message message) {
        var connection = chosen.remove(message.getMessageId());
        if (connection == null) {
            return CompletableFuture.completedFuture(
                    new Refused(MessageStatus.CARRIER_UNREACHABLE, "no rule of the route fits"));
        }
        var answer = connection.carrier().submit(message);
        var unused = answer.whenComplete((result, failed) -> learn(connection.breaker(), result, failed));
        return answer;
    }

    private static void learn(CircuitBreaker breaker, @Nullable SubmitResult result, @Nullable Throwable failed) {
        if (failed != null) {
            breaker.onError(0, TimeUnit.MILLISECONDS, failed);
        } else if (result instanceof TryLater) {
            // It is there, and wants less.
            breaker.releasePermission();
        } else {
            breaker.onResult(0, TimeUnit.MILLISECONDS, result);
        }
    }
}
