package io.posthorn.send.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.send.QuietHours;
import io.posthorn.schemas.Message;
import io.posthorn.schemas.MessageType;
import io.posthorn.schemas.WaitingCount;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock begins at noon, a second before everything here. */
class RestingTest extends ThrottleScenario {
    private static final Instant MORNING = Instant.parse("2026-03-01T13:00:00Z");

    RestingTest() {
        super(QuietHours.of("""
                country,zones,days,from,to,source
                FR,UTC,SUN,11:00,13:00,test
                GB,UTC,SUN,12:00:10,13:00,test
                """, List.of("FR", "GB")));
    }

    @Test
    void keepsPromotionalMessagesBackUntilTheQuietHoursEnd() {
        send(promotional("m").build());
        assertThat(released()).isEmpty();
        assertThat(events()).containsExactly("TEXT_QUEUED");

        runUntil(MORNING.minusMillis(1));
        assertThat(released()).isEmpty();
        runUntil(MORNING);

        assertThat(released()).containsExactly(Messages.idOf("m"));
        assertThat(events()).containsExactly("TEXT_QUEUED");
        assertThat(throttle.table(Topics.RESTING_SENDS).entries()).isEmpty();
        assertThat(throttle.nextWake()).isEmpty();
    }

    @Test
    void doesNotKeepBackWhatIsNotPromotionalOrGoesElsewhere() {
        send(promotional("m").setMessageType(MessageType.TRANSACTIONAL).build());
        send(promotional("n").setDestinationCountry("DE").build());

        assertThat(released()).containsExactly(namedIds("m", "n"));
    }

    @Test
    void keepsTheOrderAndTheRateWhenTheRestIsOver() {
        throttle.batch(() -> {
            for (int i = 0; i < 30; i++) {
                send(promotional("m" + i).build());
            }
        });

        runUntil(MORNING.plusMillis(999));
        assertThat(released()).hasSize(10);
        drain();

        assertThat(released())
                .containsExactlyElementsOf(namedIds("m", 30).stream().toList());
    }

    @Test
    void endsAMessageWhoseTimeEndsWhileItRests() {
        var end = clock.instant().plusSeconds(60);
        send(promotional("m").setExpiresAt(end).build());

        runUntil(end.minusMillis(1));
        assertThat(events()).containsExactly("TEXT_QUEUED");
        runUntil(end);

        assertThat(events()).containsExactly("TEXT_QUEUED", "TEXT_TTL_EXPIRED");
        assertThat(released()).isEmpty();
    }

    @Test
    void remembersWhatRestsOverARestart() {
        send(promotional("m").build());
        throttle.restart();

        runUntil(MORNING.plusSeconds(2));

        assertThat(released()).containsExactly(Messages.idOf("m"));
    }

    @Test
    void countsWhatRestsOfEachAccount() {
        send(promotional("m").build());
        send(promotional("n").build());
        assertThat(throttle.table(Topics.RESTING_COUNTS).entries().values())
                .extracting(WaitingCount::getMessages)
                .containsExactly(2L);

        runUntil(MORNING.plusSeconds(2));

        assertThat(throttle.table(Topics.RESTING_COUNTS).entries()).isEmpty();
    }

    @Test
    void takesWaitingMessagesAsideWithoutUsingTheRateOfTheirNumber() {
        for (int i = 0; i < 200; i++) {
            send(promotional("p" + i).setDestinationCountry("GB").build());
        }
        runUntil(Instant.parse("2026-03-01T12:00:10Z"));
        var beforeRest = released().size();
        assertThat(beforeRest).isBetween(80, 100);

        runUntil(Instant.parse("2026-03-01T12:00:15Z"));
        send("urgent", TEN_A_SECOND);

        assertThat(released()).hasSize(beforeRest + 1);
        assertThat(throttle.table(Topics.RESTING_SENDS).entries()).hasSize(200 - beforeRest);
        assertThat(throttle.table(Topics.WAITING_SENDS).entries()).isEmpty();
        drain();
        assertThat(released()).hasSize(201);
    }

    @Test
    void letsOthersPassWhileManyRest() {
        throttle.batch(() -> {
            for (int i = 0; i < 5_000; i++) {
                send(promotional("m" + i).build());
            }
        });

        runUntil(clock.instant().plus(Duration.ofMinutes(1)));
        send("free", TEN_A_SECOND);

        assertThat(released()).containsExactly(Messages.idOf("free"));
    }

    private Message.Builder promotional(String name) {
        return message(name, TEN_A_SECOND).setDestinationCountry("FR").setMessageType(MessageType.PROMOTIONAL);
    }
}
