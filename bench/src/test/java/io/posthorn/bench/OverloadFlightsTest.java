package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OverloadFlightsTest {
    private final Flights flights = new Flights(new Measurements(), new ClosedPace(10, () -> {}));
    private final OverloadFlights answers = new OverloadFlights(flights);
    private long number;

    private void send(int status, String body) {
        var answer = new HttpAnswer();
        var text = "HTTP/1.1 " + status + " \r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        assertThat(answer.isCompleteWith(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        answers.leaving(number, 1, 1);
        answers.answered(number, 1, answer, 2);
        number++;
    }

    @Test
    void countsAnswersByTheirKind() {
        send(200, "{\"MessageId\":\"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\"}");
        send(400, "{\"__type\":\"ThrottlingException\"}");
        var before = answers.soFar();
        send(400, "{\"__type\":\"ThrottlingException\"}");
        send(500, "{\"__type\":\"InternalServerException\"}");
        answers.leaving(number, 1, 1);
        answers.broken(number);

        assertThat(answers.soFar()).isEqualTo(new OverloadFlights.Answers(5, 1, 2, 2));
        assertThat(answers.soFar().since(before)).isEqualTo(new OverloadFlights.Answers(3, 0, 1, 2));
        assertThat(flights.outstanding()).isEqualTo(1);
    }
}
