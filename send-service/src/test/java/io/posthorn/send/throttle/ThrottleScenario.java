package io.posthorn.send.throttle;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.routing.Connections;
import io.posthorn.core.send.QuietHours;
import io.posthorn.platform.stage.StageHarness;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.platform.test.ManualClock;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import io.posthorn.send.line.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A partition of the throttle with two numbers, a second after it has arrived, and a clock that a test turns. */
abstract class ThrottleScenario {
    static final String TEN_A_SECOND = "+12065550110";
    static final String ONE_A_SECOND = "+12065550101";
    static final Duration REPORTS = Duration.ofSeconds(1);

    private static final Duration SETTLED = Duration.ofSeconds(1);

    final ManualClock clock = new ManualClock();
    final KnownResources resources = new KnownResources();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final StageHarness<ThrottleProcessor> throttle;

    ThrottleScenario() {
        this(QuietHours.NONE);
    }

    ThrottleScenario(QuietHours quietHours) {
        resources.map.put(Messages.SCOPE, Messages.aNumber(TEN_A_SECOND, NumberType.SIMULATOR));
        resources.map.put(Messages.SCOPE, Messages.aNumber(ONE_A_SECOND, NumberType.TEN_DLC));
        var rates = new Rates(resources, Connections.NONE, 10, Map.of("12065550150", 5_000));
        throttle = StageHarness.of(ThrottleProcessor.stage(resources, rates, quietHours, clock, meters, REPORTS));
        clock.advance(SETTLED);
    }

    void sendMany(int count, String number) {
        for (int i = 0; i < count; i++) {
            send(number + "#" + i, number);
        }
    }

    static List<String> ids(int count, String number) {
        return IntStream.range(0, count)
                .mapToObj(i -> Messages.idOf(number + "#" + i))
                .toList();
    }

    static List<String> namedIds(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Messages.idOf(prefix + i))
                .toList();
    }

    static String[] namedIds(String... names) {
        return Stream.of(names).map(Messages::idOf).toArray(String[]::new);
    }

    void send(String name, String number) {
        send(message(name, number).build());
    }

    Message.Builder message(String name, String number) {
        return Messages.aMessage(name, number, clock.instant());
    }

    void send(Message message) {
        send(new ClearedSend(message, false));
    }

    void send(ClearedSend cleared) {
        var message = cleared.getMessage();
        throttle.send(Topics.CLEARED_SENDS, message.getAccountId() + "/" + message.getOriginationIdentity(), cleared);
    }

    /** Wakes the stage whenever it wants to be woken, until it wants nothing more. */
    void drain() {
        while (throttle.nextWake().isPresent()) {
            wakeNext(throttle.nextWake().get());
        }
    }

    void runUntil(Instant end) {
        while (throttle.nextWake().filter(next -> !next.isAfter(end)).isPresent()) {
            wakeNext(throttle.nextWake().get());
        }
        clock.setTo(end);
    }

    void wakeNext(Instant next) {
        if (next.isAfter(clock.instant())) {
            clock.setTo(next);
        }
        throttle.wakeAt(clock.instant());
    }

    List<String> released() {
        return throttle.values(Topics.CARRIER_SUBMISSIONS).stream()
                .map(submission -> submission.getMessage().getMessageId())
                .toList();
    }

    List<String> events() {
        return throttle.values(Topics.DELIVERY_EVENTS).stream()
                .map(DeliveryEvent::getEventType)
                .toList();
    }
}
