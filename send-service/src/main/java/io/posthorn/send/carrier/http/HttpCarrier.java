package io.posthorn.send.carrier.http;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.schemas.Message;
import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.InDoubt;
import io.posthorn.send.carrier.Room;
import io.posthorn.send.carrier.SubmitResult;
import io.posthorn.send.carrier.SubmitResult.Accepted;
import io.posthorn.send.carrier.SubmitResult.References;
import io.posthorn.send.carrier.SubmitResult.Refused;
import io.posthorn.send.carrier.SubmitResult.TryLater;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A carrier that takes messages over HTTP, in its own words. */
final class HttpCarrier implements Carrier {
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int SUCCESSES = 2;
    private static final int CLIENT_ERRORS = 4;
    private static final int HUNDRED = 100;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final String name;
    private final HttpConnection settings;
    private final HttpClient http;
    private final Clock clock;
    private final Template body;
    private final Map<String, Template> headers;
    private final Semaphore window;
    private final JsonMapper json = JsonMapper.shared();

    HttpCarrier(String name, HttpConnection settings, HttpClient http, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.http = http;
        this.clock = clock;
        body = Template.of(settings.body(), settings.contentType());
        headers = settings.headers().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Template.ofHeader(each.getValue())));
        window = new Semaphore(settings.window());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InDoubt inDoubt() {
        return settings.inDoubt();
    }

    @Override
    public Room reserve(Message message) {
        return window.tryAcquire() ? Room.FREE : new Room.Busy(BUSY, Room.Limit.WINDOW);
    }

    @Override
    public void forgo(Message message) {
        window.release();
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Message message) {
        var asked = http.sendAsync(request(message), BodyHandlers.ofString());
        return asked.handle((answer, failed) -> {
            window.release();
            return failed == null ? read(message, answer) : unanswered(failed);
        });
    }

    private HttpRequest request(Message message) {
        var values = values(message);
        var request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header("Content-Type", settings.contentType())
                .method(settings.method(), BodyPublishers.ofString(body.fill(values)));
        headers.forEach((header, template) -> request.setHeader(header, template.fill(values)));
        return request.build();
    }

    private Map<String, String> values(Message message) {
        var values = new HashMap<>(Map.of(
                "messageId", message.getMessageId(),
                "from", message.getOriginationIdentity(),
                "to", message.getDestinationPhoneNumber(),
                "country", message.getDestinationCountry(),
                "text", message.getMessageBody(),
                "type", message.getMessageType().name(),
                "parts", Integer.toString(message.getParts()),
                "validSeconds",
                        Long.toString(Duration.between(clock.instant(), message.getExpiresAt())
                                .toSeconds())));
        message.getDestinationCountryParameters().forEach((key, value) -> values.put("parameters." + key, value));
        return values;
    }

    private SubmitResult read(Message message, HttpResponse<String> answer) {
        var status = answer.statusCode();
        var detail = "HTTP " + status;
        if (status / HUNDRED == SUCCESSES) {
            return accepted(message, answer.body());
        }
        if (status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE) {
            return new TryLater(retryAfter(answer), detail);
        }
        if (status / HUNDRED == CLIENT_ERRORS && status != REQUEST_TIMEOUT) {
            return new Refused(MessageStatus.CARRIER_BLOCKED, detail);
        }
        // It may have failed before or after the message was taken.
        throw new IllegalStateException(detail);
    }

    private SubmitResult accepted(Message message, String answer) {
        var pointer = settings.idPointer();
        if (pointer == null) {
            return new Accepted(message.getMessageId(), List.of());
        }
        try {
            var id = json.readTree(answer).at(pointer).asString("");
            if (!id.isEmpty()) {
                return new Accepted(id, List.of(), new References(name, List.of(id)));
            }
        } catch (JacksonException unreadable) {
            // The carrier has the message all the same.
        }
        return new Accepted(message.getMessageId(), List.of());
    }

    private static Duration retryAfter(HttpResponse<String> answer) {
        try {
            var told = answer.headers().firstValue("Retry-After").map(Long::parseLong);
            return told.map(Duration::ofSeconds)
                    .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0 && wait.isPositive())
                    .orElse(LATER);
        } catch (NumberFormatException date) {
            return LATER;
        }
    }

    private static SubmitResult unanswered(Throwable failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new TryLater(LATER, "cannot be reached");
        }
        throw new IllegalStateException("no answer: " + cause, cause);
    }
}
