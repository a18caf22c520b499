package io.posthorn.send.carrier.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.event.MessageStatus;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.Message;
import io.posthorn.send.Messages;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouteCarrierTest {
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingCarrier cheap = new RecordingCarrier("cheap");
    private final RecordingCarrier dear = new RecordingCarrier("dear");
    private final RecordingCarrier delhi = new RecordingCarrier("delhi");
    private final Carrier route = RouteCarriers.over(
                    List.of(cheap, dear, delhi),
                    Map.of(
                            "main",
                            List.of(
                                    new RouteRule(Set.of("IN"), Set.of(), List.of("delhi")),
                                    new RouteRule(Set.of(), Set.of("ACME"), List.of("dear")),
                                    new RouteRule(Set.of(), Set.of(), List.of("cheap", "dear")))),
                    clock,
                    meters)
            .getFirst();

    /** Does as it is told. */
    private static final class RecordingCarrier implements Carrier {
        final String name;
        final List<String> handed = new ArrayList<>();
        Room room = Room.FREE;
        CompletableFuture<SubmitResult> answer =
                CompletableFuture.completedFuture(new SubmitResult.Accepted("c", List.of()));

        RecordingCarrier(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Room reserve(Message message) {
            return room;
        }

        @Override
        public CompletableFuture<SubmitResult> submit(Message message) {
            handed.add(message.getMessageId());
            return answer;
        }
    }

    @Test
    void choosesByCountryAndIdentity() {
        send("m", "US", "+12065550110");
        send("n", "IN", "+12065550110");
        send("o", "US", "ACME");

        assertThat(cheap.handed).containsExactly(Messages.idOf("m"));
        assertThat(delhi.handed).containsExactly(Messages.idOf("n"));
        assertThat(dear.handed).containsExactly(Messages.idOf("o"));
    }

    @Test
    void goesOnToTheNextConnectionWhenOneIsDownAndNotWhenItIsBusy() {
        cheap.room = new Room.Busy(Duration.ofMillis(20), Room.Limit.WINDOW);
        assertThat(route.reserve(message("m", "US", "+12065550110"))).isEqualTo(cheap.room);

        cheap.room = new Room.Down(Duration.ofSeconds(1), "not bound");
        send("m", "US", "+12065550110");
        assertThat(dear.handed).hasSize(1);

        dear.room = new Room.Down(Duration.ofSeconds(9), "not bound");
        assertThat(route.reserve(message("n", "US", "+12065550110"))).isEqualTo(cheap.room);
    }

    @Test
    void passesOverAConnectionThatFailsAndComesBackToIt() {
        cheap.answer = CompletableFuture.failedFuture(new IllegalStateException("lost"));
        for (int i = 0; i < RouteCarriers.FAILURES; i++) {
            send("m" + i, "US", "+12065550110");
        }
        assertThat(open("cheap")).isOne();

        send("n", "US", "+12065550110");
        assertThat(dear.handed).containsExactly(Messages.idOf("n"));

        clock.advance(RouteCarriers.OPEN_FOR.plusMillis(1));
        cheap.answer = new CompletableFuture<>();
        send("trial", "US", "+12065550110");
        send("meanwhile", "US", "+12065550110");
        assertThat(cheap.handed).endsWith(Messages.idOf("trial"));
        assertThat(dear.handed).endsWith(Messages.idOf("meanwhile"));

        cheap.answer.complete(new SubmitResult.Accepted("c", List.of()));
        send("after", "US", "+12065550110");
        assertThat(cheap.handed).endsWith(Messages.idOf("after"));
        assertThat(open("cheap")).isZero();
    }

    @Test
    void letsAnotherMessageTryWhereTheFirstOneTellsNothing() {
        cheap.answer = CompletableFuture.failedFuture(new IllegalStateException("lost"));
        for (int i = 0; i < RouteCarriers.FAILURES; i++) {
            send("m" + i, "US", "+12065550110");
        }
        clock.advance(RouteCarriers.OPEN_FOR.plusMillis(1));

        var forgone = message("forgone", "US", "+12065550110");
        assertThat(route.reserve(forgone)).isEqualTo(Room.FREE);
        route.forgo(forgone);
        cheap.room = new Room.Busy(Duration.ofMillis(20), Room.Limit.WINDOW);
        assertThat(route.reserve(message("busy", "US", "+12065550110"))).isEqualTo(cheap.room);
        cheap.room = Room.FREE;
        cheap.answer = CompletableFuture.completedFuture(new SubmitResult.TryLater(Duration.ofMillis(20), "busy"));
        send("later", "US", "+12065550110");
        cheap.answer = CompletableFuture.completedFuture(new SubmitResult.Accepted("c", List.of()));
        send("trial", "US", "+12065550110");

        assertThat(cheap.handed).endsWith(Messages.idOf("later"), Messages.idOf("trial"));
        assertThat(open("cheap")).isZero();
    }

    @Test
    void forgetsFailuresThatWereNotInARow() {
        for (int i = 0; i < 4 * RouteCarriers.FAILURES; i++) {
            cheap.answer = i % RouteCarriers.FAILURES == 0
                    ? CompletableFuture.completedFuture(new SubmitResult.Accepted("c", List.of()))
                    : CompletableFuture.failedFuture(new IllegalStateException("lost"));
            send("m" + i, "US", "+12065550110");
        }

        assertThat(open("cheap")).isZero();
    }

    @Test
    void refusesWhatNoRuleFits() {
        var narrow = RouteCarriers.over(
                        List.of(delhi),
                        Map.of("narrow", List.of(new RouteRule(Set.of("IN"), Set.of(), List.of("delhi")))),
                        clock,
                        new SimpleMeterRegistry())
                .getFirst();
        var message = message("m", "US", "+12065550110");

        assertThat(narrow.reserve(message)).isEqualTo(Room.FREE);
        assertThat(narrow.submit(message).join())
                .isEqualTo(new SubmitResult.Refused(MessageStatus.CARRIER_UNREACHABLE, "no rule of the route fits"));
    }

    @Test
    void refusesAConnectionThatIsNotThere() {
        var routes = Map.of("main", List.of(new RouteRule(Set.of(), Set.of(), List.of("nobody"))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteCarriers.over(List.of(cheap), routes, clock, new SimpleMeterRegistry()))
                .withMessageContaining("nobody");
    }

    private double open(String carrier) {
        return meters.get("posthorn.send.breaker.open")
                .tag("carrier", carrier)
                .gauge()
                .value();
    }

    private void send(String name, String country, String identity) {
        var message = message(name, country, identity);
        assertThat(route.reserve(message)).isEqualTo(Room.FREE);
        var unused = route.submit(message);
    }

    private Message message(String name, String country, String identity) {
        return Messages.aMessage(name, identity, clock.instant())
                .setDestinationCountry(country)
                .build();
    }
}
