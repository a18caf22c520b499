package io.posthorn.send.carrier.http;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.InDoubt;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A carrier that takes messages over HTTP.
 *
 * @param url where they go
 * @param method with which they go there
 * @param headers of each request; {@code {gaps}} as in the body
 * @param contentType of the body; it decides how what fills the gaps is written
 * @param body of each request, with {@code {gaps}}; see {@code docs/carriers.md}
 * @param idPointer JSON pointer to the carrier's id in its answer; left out, the carrier knows the message by ours
 * @param window most requests without an answer, of this instance
 * @param timeout longest wait for an answer
 * @param inDoubt what becomes of messages nobody knows the answer of
 * @param callback how the carrier tells what became of messages; left out, it does not
 */
public record HttpConnection(
        @NotNull URI url,
        @DefaultValue("POST") @NotBlank String method,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("application/json") @NotBlank String contentType,

        @DefaultValue("{\"id\":\"{messageId}\",\"from\":\"{from}\",\"to\":\"{to}\",\"text\":\"{text}\"}")
        String body,

        @Nullable String idPointer,
        @DefaultValue("100") @Min(1) @Max(10_000) int window,

        @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 2)
        Duration timeout,

        @DefaultValue("UNKNOWN") InDoubt inDoubt,
        @Nullable @Valid Callback callback) {

    public HttpConnection {
        headers = Map.copyOf(headers);
    }

    /** Headers may hold secrets, which stay out of logs. */
    @Override
    public String toString() {
        return "HttpConnection[" + method + " " + url + "]";
    }

    /**
     * How a carrier tells what became of messages: a request to {@code /carriers/<name>/receipts} with JSON in it.
     *
     * @param secret key of the signature
     * @param signatureHeader header with the HMAC-SHA256 of the body, in hexadecimal, {@code sha256=} before it or not
     * @param idPointer JSON pointer to the message's id: the carrier's, where its answers give one, else ours
     * @param statusPointer JSON pointer to the carrier's word for what became of it
     * @param statuses what the words mean; {@code SUCCESSFUL} is not final, others are. A word that is missing here is
     *     passed over
     */
    public record Callback(
            @NotBlank String secret,
            @DefaultValue("X-Signature") @NotBlank String signatureHeader,
            @DefaultValue("/id") @NotBlank String idPointer,
            @DefaultValue("/status") @NotBlank String statusPointer,
            @DefaultValue Map<String, MessageStatus> statuses) {

        public Callback {
            statuses = Map.copyOf(statuses);
        }

        @Override
        public String toString() {
            return "Callback[" + signatureHeader + "]";
        }
    }
}
