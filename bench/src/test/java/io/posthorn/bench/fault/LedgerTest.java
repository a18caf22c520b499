package io.posthorn.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.bench.fault.CountingCarrier.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int IN_DOUBT = 1;

    private final Ledger ledger = new Ledger();

    private void delivered(int number) {
        ledger.sent(number);
        ledger.accepted(number, "m" + number);
        ledger.submitted(Policy.RESEND, number);
        ledger.event("e" + number, "m" + number, "TEXT_DELIVERED", true);
    }

    private List<String> wrong() {
        var wrong = ledger.counts(0, 10).wrong(IN_DOUBT);
        wrong.addAll(ledger.wrong());
        return wrong;
    }

    @Test
    void findsNothingWrongWithMessagesThatArriveOnce() {
        delivered(1);
        ledger.sent(2);

        assertThat(wrong()).isEmpty();
        assertThat(ledger.open()).isZero();
        assertThat(ledger.counts(0, 10))
                .extracting(Ledger.Counts::sent, Ledger.Counts::accepted, Ledger.Counts::delivered)
                .containsExactly(2, 1, 1);
    }

    @Test
    void findsWhatIsLost() {
        delivered(1);
        ledger.sent(2);
        ledger.accepted(2, "m2");

        assertThat(wrong()).containsExactly("1 accepted messages have no final event");
        assertThat(ledger.open()).isOne();
    }

    @Test
    void findsWhatEndsTwice() {
        delivered(1);
        ledger.event("e", "m1", "TEXT_UNKNOWN", true);

        assertThat(wrong())
                .containsExactly("1 messages have two final events", "1 messages in all have two final events");
    }

    @Test
    void allowsToSendAgainWhatWasInDoubtAndNoMore() {
        delivered(1);
        ledger.submitted(Policy.RESEND, 1);
        assertThat(wrong()).isEmpty();

        ledger.submitted(Policy.RESEND, 1);
        assertThat(wrong()).containsExactly("2 messages were handed over again, 1 may");
    }

    @Test
    void allowsNothingTwiceWhereOnceIsWanted() {
        delivered(1);
        ledger.submitted(Policy.UNKNOWN, 1);
        ledger.submitted(Policy.UNKNOWN, 1);

        assertThat(wrong()).containsExactly("1 messages came twice to the carrier that wants them once");
    }

    @Test
    void findsKeysThatGaveTwoMessages() {
        delivered(1);
        ledger.accepted(1, "another");

        assertThat(wrong()).containsExactly("1 idempotency keys gave two messages");
    }
}
