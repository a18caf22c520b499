package io.posthorn.platform.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.send.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToldBacklogsTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ToldBacklogs backlogs = new ToldBacklogs();

    @Test
    void knowsNothingOfNumbersNothingWasToldOf() {
        assertThat(backlogs.of(ACCOUNT, "+12065550110")).isEmpty();
        assertThat(backlogs.waitingMessages(ACCOUNT)).isZero();
    }

    @Test
    void knowsTheNewestOfEachNumber() {
        tell(ACCOUNT, "+12065550110", 10);
        tell(ACCOUNT, "+12065550110", 7);
        tell(OTHER, "+12065550110", 3);

        assertThat(backlogs.of(ACCOUNT, "+12065550110")).contains(backlog(7));
        assertThat(backlogs.of(OTHER, "+12065550110")).contains(backlog(3));
    }

    @Test
    void addsUpTheNumbersOfAnAccount() {
        tell(ACCOUNT, "+12065550110", 10);
        tell(ACCOUNT, "ACME", 5);
        tell(OTHER, "+12065550111", 3);
        tell(ACCOUNT, "+12065550110", 8);

        assertThat(backlogs.waitingMessages(ACCOUNT)).isEqualTo(13);
        assertThat(backlogs.waitingMessages(OTHER)).isEqualTo(3);
    }

    @Test
    void forgetsANumberWhoseLastMessageHasGone() {
        tell(ACCOUNT, "+12065550110", 10);
        tell(ACCOUNT, "ACME", 5);
        backlogs.apply("111122223333/+12065550110", Optional.empty());

        assertThat(backlogs.of(ACCOUNT, "+12065550110")).isEmpty();
        assertThat(backlogs.waitingMessages(ACCOUNT)).isEqualTo(5);
    }

    @Test
    void listsThemInOrder() {
        tell(OTHER, "+12065550110", 3);
        tell(ACCOUNT, "ACME", 5);
        tell(ACCOUNT, "+12065550110", 10);

        assertThat(backlogs.after(""))
                .extracting(BacklogView.Queue::key)
                .containsExactly("111122223333/+12065550110", "111122223333/ACME", "444455556666/+12065550110");
        assertThat(backlogs.after("111122223333/ACME"))
                .containsExactly(new BacklogView.Queue(OTHER, "+12065550110", backlog(3)));
    }

    @Test
    void isMeasuredAsAWhole() {
        var meters = new SimpleMeterRegistry();
        BacklogConfiguration.measure(backlogs, meters);
        assertThat(meters.get("posthorn.queues.longest.wait").gauge().value()).isZero();

        tell(ACCOUNT, "ACME", 5);
        tell(OTHER, "+12065550110", 30);

        assertThat(meters.get("posthorn.queues.numbers").gauge().value()).isEqualTo(2);
        assertThat(meters.get("posthorn.queues.messages").gauge().value()).isEqualTo(35);
        assertThat(meters.get("posthorn.queues.longest.wait").gauge().value()).isEqualTo(30);
    }

    private void tell(AccountId account, String identity, long messages) {
        backlogs.apply(
                BacklogRecords.key(account.value(), identity),
                Optional.of(BacklogRecords.toRecord(account.value(), identity, backlog(messages))));
    }

    private static Backlog backlog(long messages) {
        return new Backlog(messages, 2 * messages, NOW.minusSeconds(60), Duration.ofSeconds(messages), NOW);
    }
}
