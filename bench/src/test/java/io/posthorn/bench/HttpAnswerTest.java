package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
    private static final String ID = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    private static final String BODY = "{\"MessageId\":\"" + ID + "\"}";
    private static final String ACCEPTED = "HTTP/1.1 200 \r\nx-amzn-RequestId: 1\r\nContent-Length: " + BODY.length()
            + "\r\nDate: today\r\n\r\n" + BODY;
    private static final String REFUSED =
            "HTTP/1.1 400 Bad Request\r\ncontent-length:16\r\n\r\n{\"__type\":\"Oops\"}".replace("16", "17");

    private final HttpAnswer answer = new HttpAnswer();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void findsTheMessageId() {
        assertThat(answer.isCompleteWith(bytes(ACCEPTED))).isTrue();

        assertThat(answer.isOk()).isTrue();
        assertThat(answer.messageId()).isEqualTo(ID);
    }

    @Test
    void waitsUntilTheLastByte() {
        for (var i = 0; i < ACCEPTED.length() - 1; i++) {
            assertThat(answer.isCompleteWith(bytes(ACCEPTED.substring(i, i + 1))))
                    .isFalse();
        }

        assertThat(answer.isCompleteWith(bytes(ACCEPTED.substring(ACCEPTED.length() - 1))))
                .isTrue();
        assertThat(answer.messageId()).isEqualTo(ID);
    }

    @Test
    void readsOneAnswerAfterTheOther() {
        assertThat(answer.isCompleteWith(bytes(ACCEPTED))).isTrue();
        answer.clear();

        assertThat(answer.isCompleteWith(bytes(REFUSED))).isTrue();
        assertThat(answer.isOk()).isFalse();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"__type\":\"Oops\"}");
        assertThatThrownBy(answer::messageId).hasMessageContaining("Oops");
    }

    @Test
    void growsWithALongAnswer() {
        var body = "x".repeat(10_000);
        var head = "HTTP/1.1 500 \r\nContent-Length: 10000\r\n\r\n";

        assertThat(answer.isCompleteWith(bytes(head + body.substring(5_000)))).isFalse();
        assertThat(answer.isCompleteWith(bytes(body.substring(0, 5_000)))).isTrue();
        assertThat(answer.body()).isEqualTo(body);
    }
}
