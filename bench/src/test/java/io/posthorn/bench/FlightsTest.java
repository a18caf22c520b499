package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlightsTest {
    private static final String ID = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    private static final long LEFT = 1_000_000;
    private static final long ANSWERED = 3_000_000;
    private static final long SUBMITTED = 5_000_000;
    private static final long ENDED = 9_000_000;

    private final Measurements measurements = new Measurements();
    private final ClosedPace pace = new ClosedPace(1, () -> {});
    private final Flights flights = new Flights(measurements, pace);

    enum News {
        ACCEPTED,
        SUBMITTED,
        ENDED
    }

    private void leave() {
        measurements.begin(0);
        pace.take(LEFT);
        flights.leaving(LEFT, LEFT);
    }

    private void tell(News news) {
        switch (news) {
            case ACCEPTED -> flights.accepted(ID, LEFT, ANSWERED);
            case SUBMITTED -> flights.submitted(ID, FlightsTest.SUBMITTED);
            case ENDED -> flights.ended(ID, true, FlightsTest.ENDED);
        }
    }

    static Stream<List<News>> orders() {
        return Stream.of(
                List.of(News.ACCEPTED, News.SUBMITTED, News.ENDED),
                List.of(News.ACCEPTED, News.ENDED, News.SUBMITTED),
                List.of(News.SUBMITTED, News.ACCEPTED, News.ENDED),
                List.of(News.SUBMITTED, News.ENDED, News.ACCEPTED),
                List.of(News.ENDED, News.ACCEPTED, News.SUBMITTED),
                List.of(News.ENDED, News.SUBMITTED, News.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void measuresAMessageInWhateverOrderItsNewsComes(List<News> order) {
        leave();

        order.forEach(this::tell);

        assertThat(measurements.answers().total().getMaxValue()).isEqualTo(2_000);
        assertThat(measurements.submissions().total().getTotalCount()).isEqualTo(1);
        assertThat(measurements.submissions().total().getMinNonZeroValue()).isEqualTo(4_000);
        assertThat(measurements.ends().total().getTotalCount()).isEqualTo(1);
        assertThat(flights.outstanding()).isZero();
        assertThat(flights.counts()).isEqualTo(new Flights.Counts(1, 0, 1, 1, 0, 0));
        assertThat(flights.counts().match()).isTrue();
        assertThat(pace.take(ENDED)).isEqualTo(ENDED);
    }

    @Test
    void countsASecondFinalEventOfAForgottenMessage() {
        leave();
        orders().toList().getFirst().forEach(this::tell);

        tell(News.ENDED);

        assertThat(flights.counts()).isEqualTo(new Flights.Counts(1, 0, 2, 2, 1, 0));
        assertThat(flights.counts().match()).isFalse();
    }

    @Test
    void countsASecondFinalEventOfAMessageThatIsNotForgotten() {
        leave();
        tell(News.ENDED);
        tell(News.ENDED);
        tell(News.ACCEPTED);

        assertThat(flights.counts()).isEqualTo(new Flights.Counts(1, 0, 2, 2, 1, 0));
    }

    @Test
    void missesAMessageWithoutFinalEvent() {
        leave();
        tell(News.ACCEPTED);
        tell(News.SUBMITTED);

        assertThat(flights.outstanding()).isEqualTo(1);
        assertThat(pace.take(ENDED)).isEqualTo(Pace.NOT_NOW);
        assertThat(flights.counts()).isEqualTo(new Flights.Counts(1, 0, 0, 0, 0, 1));
    }

    @Test
    void letsTheNextMessageLeaveAfterARefusal() {
        leave();

        flights.refused();

        assertThat(flights.outstanding()).isZero();
        assertThat(pace.take(ENDED)).isEqualTo(ENDED);
        assertThat(flights.counts().match()).isFalse();
    }

    @Test
    void doesNotExpectASubmissionOfAMessageThatWasNotDelivered() {
        leave();
        tell(News.ACCEPTED);
        flights.ended(ID, false, ENDED);

        assertThat(flights.counts()).isEqualTo(new Flights.Counts(1, 0, 1, 0, 0, 0));
        assertThat(flights.counts().match()).isFalse();
    }
}
