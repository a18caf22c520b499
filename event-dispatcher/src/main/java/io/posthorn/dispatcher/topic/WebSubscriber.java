package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Endpoints that get a POST for each message. */
final class WebSubscriber implements Subscriber {
    private static final String USUAL_TYPE = "text/plain; charset=UTF-8";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int OK = 2;
    private static final int SERVER_FAULT = 5;
    private static final int CLASS = 100;

    private final WebClient client;
    private final int atOnce;
    private final Pace pace = new Pace();

    /** @param atOnce most requests to one host at the same time */
    WebSubscriber(WebClient client, int atOnce) {
        this.client = client;
        this.atOnce = atOnce;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public Outcome deliver(Message message, Envelope envelope) throws InterruptedException {
        var perSecond = message.terms().receivesPerSecond();
        if (perSecond != null) {
            TimeUnit.NANOSECONDS.sleep(pace.turn(message.subscriptionArn(), perSecond, System.nanoTime()));
        }
        try {
            var status = client.post(
                    URI.create(message.subscription().endpoint()),
                    Objects.requireNonNullElse(message.terms().contentType(), USUAL_TYPE),
                    message.headers(envelope),
                    message.isRaw() ? message.publication().json() : envelope.json());
            if (status / CLASS == OK) {
                return new Outcome.Delivered();
            }
            var detail = "the endpoint answered " + status;
            // Any other answer will be the same the next time.
            return status / CLASS == SERVER_FAULT || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT
                    ? message.failed(detail)
                    : new Outcome.GivenUp(detail);
        } catch (IOException failed) {
            return message.failed("the endpoint could not be reached: " + failed.getMessage());
        }
    }
}
