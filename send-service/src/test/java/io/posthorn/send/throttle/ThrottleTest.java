package io.posthorn.send.throttle;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.NumberType;
import io.posthorn.schemas.CarrierSubmission;
import io.posthorn.schemas.Channel;
import io.posthorn.schemas.ClearedSend;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest extends ThrottleScenario {
    @Test
    void releasesAtOnceWhatTheRateAllows() {
        send("m", TEN_A_SECOND);

        assertThat(released()).containsExactly(Messages.idOf("m"));
        var submission = throttle.sent(Topics.CARRIER_SUBMISSIONS).getFirst();
        assertThat(submission.key()).isEqualTo("simulator/" + TEN_A_SECOND);
        assertThat(submission.value().getReleasedAt()).isEqualTo(clock.instant());
        assertThat(submission.value().getMessage().getMessageBody()).isEqualTo("hello m");
        assertThat(throttle.values(Topics.DELIVERY_EVENTS)).isEmpty();
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isEmpty();
        assertThat(throttle.nextWake()).isEmpty();
    }

    @Test
    void letsTheRestWaitAndSaysSoOnce() {
        sendMany(12, TEN_A_SECOND);

        assertThat(released()).hasSize(10);
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).hasSize(2);
        assertThat(throttle.values(Topics.DELIVERY_EVENTS))
                .extracting(DeliveryEvent::getEventType, DeliveryEvent::getIsFinal)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("TEXT_QUEUED", false),
                        org.assertj.core.groups.Tuple.tuple("TEXT_QUEUED", false));
        assertThat(meters.get("posthorn.send.waiting").gauge().value()).isEqualTo(2);

        drain();

        assertThat(released()).containsExactlyElementsOf(ids(12, TEN_A_SECOND));
        assertThat(throttle.values(Topics.DELIVERY_EVENTS)).hasSize(2);
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isEmpty();
        assertThat(meters.get("posthorn.send.waiting").gauge().value()).isZero();
    }

    @Test
    void doesNotSayAgainWhatTheStageBeforeHasSaid() {
        sendMany(10, TEN_A_SECOND);
        send(new ClearedSend(message("waited before", TEN_A_SECOND).build(), true));

        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).hasSize(1);
        assertThat(throttle.values(Topics.DELIVERY_EVENTS)).isEmpty();
    }

    @Test
    void keepsTheRateOverAnySecondAndReachesItWithBacklog() {
        var began = clock.instant();
        sendMany(400, TEN_A_SECOND);
        drain();

        var times = throttle.values(Topics.CARRIER_SUBMISSIONS).stream()
                .map(CarrierSubmission::getReleasedAt)
                .toList();
        for (int i = 10; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 10), times.get(i))).isGreaterThan(Duration.ofSeconds(1));
        }
        var taken = Duration.between(began, clock.instant());
        assertThat(400.0 / taken.toMillis() * 1_000).isGreaterThan(0.98 * 10);
    }

    @Test
    void doesNotLetOneNumberHoldUpAnother() {
        throttle.batch(() -> {
            for (int i = 0; i < 20_000; i++) {
                send("blocked" + i, ONE_A_SECOND);
            }
        });
        throttle.clearSent();

        send("free", TEN_A_SECOND);

        assertThat(released()).containsExactly(Messages.idOf("free"));
    }

    @Test
    void countsPartsAndNotMessages() {
        for (int i = 0; i < 4; i++) {
            send(message("m" + i, TEN_A_SECOND).setParts(4).build());
        }

        assertThat(released()).hasSize(2);
    }

    @Test
    void takesTheRateOfANumberFromTheConfigurationFirst() {
        sendMany(5_001, "+12065550150");

        assertThat(released()).hasSize(5_000);
    }

    @Test
    void letsTransactionalMessagesGoFirstButNeverStarvesPromotionalOnes() {
        sendMany(10, TEN_A_SECOND);
        throttle.clearSent();
        for (int i = 0; i < 20; i++) {
            send(message("p" + i, TEN_A_SECOND)
                    .setMessageType(MessageType.PROMOTIONAL)
                    .build());
        }
        for (int i = 0; i < 20; i++) {
            send(message("t" + i, TEN_A_SECOND).build());
        }
        drain();

        var order = released();
        assertThat(order.subList(0, 10))
                .containsExactly(namedIds("t0", "t1", "t2", "t3", "p0", "t4", "t5", "t6", "t7", "p1"));
        assertThat(order.stream().filter(namedIds("p", 20)::contains)).containsExactlyElementsOf(namedIds("p", 20));
        assertThat(order.stream().filter(namedIds("t", 20)::contains)).containsExactlyElementsOf(namedIds("t", 20));
    }

    @Test
    void holdsEveryNumberForASecondWhenThePartitionArrives() {
        throttle.restart();
        send("m", TEN_A_SECOND);
        assertThat(released()).isEmpty();

        clock.advance(Duration.ofMillis(999));
        assertThat(throttle.wakeAt(clock.instant())).isFalse();
        clock.advance(Duration.ofMillis(1));
        throttle.wakeAt(clock.instant());

        assertThat(released()).containsExactly(Messages.idOf("m"));
    }

    @Test
    void goesOnWithAllLinesAfterARestart() {
        var expected = new ArrayList<String>();
        for (int number = 0; number < 20; number++) {
            var from = "+120655502" + (10 + number);
            resources.map.put(Messages.SCOPE, Messages.aNumber(from, NumberType.SIMULATOR));
            sendMany(10 + number, from);
            expected.addAll(ids(10 + number, from));
            for (int i = 0; i < number % 3; i++) {
                send(message("promo" + i, from)
                        .setMessageId(Messages.idOf("promo" + number + "/" + i))
                        .setMessageType(MessageType.PROMOTIONAL)
                        .build());
                expected.add(Messages.idOf("promo" + number + "/" + i));
            }
        }
        clock.advance(Duration.ofMillis(1_010));
        throttle.wakeAt(clock.instant());
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isNotEmpty();

        throttle.restart();
        assertThat(meters.get("posthorn.send.waiting").gauge().value())
                .isEqualTo(throttle.table(Topics.WAITING_SENDS).entries().size());
        send("late", TEN_A_SECOND);
        expected.add(Messages.idOf("late"));
        drain();

        assertThat(released()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isEmpty();
    }

    @Test
    void keepsOrderAcrossARestart() {
        sendMany(100, ONE_A_SECOND);
        throttle.restart();
        for (int i = 100; i < 110; i++) {
            send(ONE_A_SECOND + "#" + i, ONE_A_SECOND);
        }
        drain();

        assertThat(released()).containsExactlyElementsOf(ids(110, ONE_A_SECOND));
    }

    @Test
    void endsAMessageThatArrivesTooLate() {
        send(message("m", TEN_A_SECOND).setExpiresAt(clock.instant()).build());

        assertThat(released()).isEmpty();
        assertThat(events()).containsExactly("TEXT_TTL_EXPIRED");
        assertThat(throttle.values(Topics.DELIVERY_EVENTS).getFirst().getIsFinal())
                .isTrue();
    }

    @Test
    void endsAMessageWhoseTimeEndsWhileItWaits() {
        sendMany(30, ONE_A_SECOND);
        send(message("short", ONE_A_SECOND)
                .setExpiresAt(clock.instant().plusSeconds(5))
                .build());
        throttle.clearSent();
        var end = clock.instant().plusSeconds(5);

        runUntil(end.plusSeconds(1));

        assertThat(throttle.values(Topics.DELIVERY_EVENTS)).singleElement().satisfies(event -> {
            assertThat(event.getMessageId()).isEqualTo(Messages.idOf("short"));
            assertThat(event.getEventType()).isEqualTo("TEXT_TTL_EXPIRED");
            assertThat(event.getEventTimestamp()).isBetween(end, end.plusMillis(100));
        });
        drain();
        assertThat(released()).doesNotContain(Messages.idOf("short"));
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isEmpty();
    }

    @Test
    void findsEndedMessagesInALongLineWithinSeconds() {
        var expiry = clock.instant().plusSeconds(60);
        throttle.batch(() -> {
            for (int i = 0; i < 20_000; i++) {
                var builder = message("m" + i, ONE_A_SECOND);
                send(i % 2 == 0 ? builder.build() : builder.setExpiresAt(expiry).build());
            }
        });

        runUntil(expiry.plusSeconds(5));

        var ended = throttle.values(Topics.DELIVERY_EVENTS).stream()
                .filter(DeliveryEvent::getIsFinal)
                .toList();
        assertThat(ended).allMatch(event -> event.getEventType().equals("TEXT_TTL_EXPIRED"));
        var accounted = new HashSet<String>();
        ended.forEach(event -> accounted.add(event.getMessageId()));
        assertThat(accounted).hasSize(ended.size());
        accounted.addAll(released());
        assertThat(IntStream.range(0, 20_000)
                        .filter(i -> i % 2 == 1)
                        .mapToObj(i -> Messages.idOf("m" + i))
                        .filter(id -> !accounted.contains(id)))
                .isEmpty();
    }

    @Test
    void endsEveryMessageOfALongLineInTimeWhereTimesEndInTheOrderOfArrival() {
        endsInTime(() -> {});
    }

    @Test
    void endsThemInTimeAfterARestartToo() {
        endsInTime(throttle::restart);
    }

    private void endsInTime(Runnable meanwhile) {
        for (int part = 0; part < 50; part++) {
            var expiry = clock.instant().plusSeconds(100);
            throttle.batch(() -> {
                for (int i = 0; i < 100; i++) {
                    send(message(UUID.randomUUID().toString(), ONE_A_SECOND)
                            .setExpiresAt(expiry)
                            .build());
                }
            });
            runUntil(clock.instant().plusMillis(500));
        }
        meanwhile.run();
        var ends = throttle.table(Topics.WAITING_SENDS).entries().values().stream()
                .map(ClearedSend::getMessage)
                .collect(toMap(Message::getMessageId, Message::getExpiresAt));
        throttle.clearSent();

        drain();

        var ended = throttle.values(Topics.DELIVERY_EVENTS);
        assertThat(ended).hasSizeGreaterThan(4_000);
        assertThat(ended.stream()
                        .map(event -> Duration.between(ends.get(event.getMessageId()), event.getEventTimestamp())))
                .allMatch(late -> late.compareTo(Duration.ofMillis(250)) <= 0);
    }

    @Test
    void tellsNothingOfAWaitingVoiceMessageBecauseThereIsNoEventForIt() {
        send(message("v0", TEN_A_SECOND).setChannel(Channel.VOICE).build());
        send(message("v1", TEN_A_SECOND).setChannel(Channel.VOICE).build());

        assertThat(released()).hasSize(1);
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).hasSize(1);
        assertThat(throttle.values(Topics.DELIVERY_EVENTS)).isEmpty();
    }
}
