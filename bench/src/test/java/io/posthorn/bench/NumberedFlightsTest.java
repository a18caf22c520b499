package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberedFlightsTest {
    private static final long FIRST = 100;
    private static final int CAPACITY = 3;
    private static final long LEFT = 1_000_000;
    private static final long ANSWERED = 3_000_000;
    private static final long SUBMITTED = 5_000_000;
    private static final long CALLED_BACK = 9_000_000;

    private final Measurements measurements = new Measurements();
    private final ClosedPace pace = new ClosedPace(1, () -> {});

    enum News {
        ACCEPTED,
        SUBMITTED,
        CALLED_BACK
    }

    @BeforeEach
    void begin() {
        measurements.begin(0);
    }

    private NumberedFlights flights(boolean withReceipts) {
        var flights = new NumberedFlights(measurements, pace, withReceipts, FIRST, CAPACITY);
        pace.take(LEFT);
        flights.leaving(FIRST, LEFT, LEFT);
        return flights;
    }

    private static HttpAnswer answer(int status) {
        var answer = new HttpAnswer();
        var text = "HTTP/1.1 " + status + " \r\nContent-Length: 0\r\n\r\n";
        assertThat(answer.isCompleteWith(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        return answer;
    }

    private static void tell(NumberedFlights flights, News news) {
        switch (news) {
            case ACCEPTED -> flights.answered(FIRST, LEFT, answer(202), ANSWERED);
            case SUBMITTED -> flights.submitted(FIRST, SUBMITTED);
            case CALLED_BACK -> flights.calledBack(FIRST, CALLED_BACK);
        }
    }

    static Stream<List<News>> orders() {
        return Stream.of(
                List.of(News.ACCEPTED, News.SUBMITTED, News.CALLED_BACK),
                List.of(News.SUBMITTED, News.ACCEPTED, News.CALLED_BACK),
                List.of(News.SUBMITTED, News.CALLED_BACK, News.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void measuresAMessageInWhateverOrderItsNewsComes(List<News> order) {
        var flights = flights(true);

        order.forEach(news -> tell(flights, news));

        assertThat(measurements.answers().total().getMaxValue()).isEqualTo(2_000);
        assertThat(measurements.submissions().total().getMinNonZeroValue()).isEqualTo(4_000);
        assertThat(measurements.ends().total().getMaxValue()).isBetween(8_000L, 8_008L);
        assertThat(flights.outstanding()).isZero();
        assertThat(flights.counts()).isEqualTo(new NumberedFlights.Counts(1, 0, 1, 1, true, 0, 0));
        assertThat(flights.counts().match()).isTrue();
        assertThat(pace.take(CALLED_BACK)).isEqualTo(CALLED_BACK);
    }

    @Test
    void endsAtTheCarrierWithoutReceipts() {
        var flights = flights(false);
        tell(flights, News.ACCEPTED);
        assertThat(flights.outstanding()).isEqualTo(1);

        tell(flights, News.SUBMITTED);

        assertThat(flights.outstanding()).isZero();
        assertThat(flights.endedSoFar()).isEqualTo(1);
        assertThat(flights.counts().match()).isTrue();
    }

    @Test
    void missesAMessageThatNobodyWasCalledBackAbout() {
        var flights = flights(true);
        tell(flights, News.ACCEPTED);
        tell(flights, News.SUBMITTED);

        assertThat(flights.outstanding()).isEqualTo(1);
        assertThat(flights.counts()).isEqualTo(new NumberedFlights.Counts(1, 0, 1, 0, true, 0, 1));
        assertThat(flights.counts().match()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void countsWhatComesTwice(List<News> order) {
        var flights = flights(true);
        order.forEach(news -> tell(flights, news));

        tell(flights, News.SUBMITTED);
        tell(flights, News.CALLED_BACK);

        assertThat(flights.outstanding()).isZero();
        assertThat(flights.counts()).isEqualTo(new NumberedFlights.Counts(1, 0, 2, 2, true, 2, 0));
        assertThat(flights.counts().match()).isFalse();
    }

    @Test
    void countsWhatCameTooLateForTheMeasurementBefore() {
        var flights = flights(false);
        tell(flights, News.ACCEPTED);
        tell(flights, News.SUBMITTED);

        flights.submitted(FIRST - 1, SUBMITTED);

        assertThat(flights.counts().repeated()).isEqualTo(1);
    }

    @Test
    void letsTheNextMessageLeaveAfterARefusal() {
        var flights = flights(true);

        flights.answered(FIRST, LEFT, answer(503), ANSWERED);

        assertThat(flights.outstanding()).isZero();
        assertThat(pace.take(ANSWERED)).isEqualTo(ANSWERED);
        assertThat(flights.counts().match()).isFalse();
    }

    @Test
    void tellsWhenThereIsNoRoomForMore() {
        var flights = flights(true);

        assertThatThrownBy(() -> flights.leaving(FIRST + CAPACITY, LEFT, LEFT)).hasMessageContaining("3 messages");
    }
}
