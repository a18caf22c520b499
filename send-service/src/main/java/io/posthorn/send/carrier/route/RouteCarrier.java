package io.posthorn.send.carrier.route;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.InDoubt;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A carrier that has others: for each message the first connection of the first rule that fits, and that is there. */
final class RouteCarrier implements Carrier {
    private final String name;
    private final List<RouteRule> rules;
    private final Map<String, Connection> connections;
    private final Clock clock;
    private final Map<String, Connection> chosen = new ConcurrentHashMap<>();

    /** A connection of all routes, and how it fares. */
    record Connection(Carrier carrier, Breaker breaker) {}

    /** @throws IllegalArgumentException where a rule names a connection that is not there */
    RouteCarrier(String name, List<RouteRule> rules, Map<String, Connection> connections, Clock clock) {
        this.name = name;
        this.rules = List.copyOf(rules);
        this.connections = Map.copyOf(connections);
        this.clock = clock;
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

    private Room ask(Connection connection, Message message) {
        var now = clock.instant();
        if (connection.breaker().closedFrom().isAfter(now)) {
            return new Room.Down(
                    Duration.between(now, connection.breaker().closedFrom()),
                    connection.carrier().name() + " has failed too often");
        }
        var room = connection.carrier().reserve(message);
        if (room instanceof Room.Free) {
            connection.breaker().tries(now);
        }
        return room;
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

    private void learn(Breaker breaker, @Nullable SubmitResult result, @Nullable Throwable failed) {
        if (result instanceof TryLater) {
            // It is there, and wants less.
            return;
        }
        if (failed != null
                || (result instanceof Refused refused && refused.status() == MessageStatus.CARRIER_UNREACHABLE)) {
            breaker.failed(clock.instant());
        } else {
            breaker.worked();
        }
    }
}
