package io.posthorn.dispatcher.topic;

import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Posts events to the endpoints of topics; each endpoint is a place of its own. */
public final class TopicSink implements Sink, AutoCloseable {
    private static final Limits LIMITS = new Limits(64, 1 << 20, Duration.ZERO, false);

    /** As long as topics wait for an endpoint. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final Map<String, TopicProperties> topics;
    private final Clock clock;
    private final HttpClient client;

    public TopicSink(Map<String, TopicProperties> topics, Clock clock) {
        this.topics = Map.copyOf(topics);
        this.clock = clock;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .build();
    }

    @Override
    public List<Place> placesOf(Place target) {
        return Optional.ofNullable(topics.get(target.target().name())).stream()
                .flatMap(topic -> topic.endpoints().stream())
                .map(endpoint -> target.branch(endpoint.toString()))
                .toList();
    }

    @Override
    public Limits limits(Place place) {
        return LIMITS;
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
        var posts = batch.stream().map(each -> post(place, each)).toList();
        return CompletableFuture.allOf(posts.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> posts.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Outcome> post(Place place, Publication publication) {
        var notification = Notification.of(place.target().arn(), publication, clock.instant());
        var request = HttpRequest.newBuilder(URI.create(place.branch()))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("x-amz-sns-message-type", Notification.TYPE)
                .header("x-amz-sns-message-id", notification.messageId())
                .header("x-amz-sns-topic-arn", notification.topicArn())
                .POST(HttpRequest.BodyPublishers.ofString(notification.json()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failed) -> failed == null ? outcome(answer.statusCode()) : unreachable(failed));
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return new Outcome.Delivered();
        }
        var detail = "the endpoint answered " + status;
        var passing = status / 100 == 5 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return passing ? new Outcome.TryAgain(detail) : new Outcome.GivenUp(detail);
    }

    private static Outcome unreachable(Throwable failed) {
        var cause = failed.getCause() instanceof IOException reason ? reason : failed;
        return new Outcome.TryAgain("the endpoint could not be reached: " + cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
