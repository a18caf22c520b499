package io.posthorn.dispatcher.aws;

import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Log groups of Amazon CloudWatch Logs, with a log stream for each day, which is made when it is not there. */
public final class LogsSink extends AwsSink<CloudWatchLogsClient> {
    /** The limits of one call in the API reference; it counts 26 bytes for each event. */
    private static final Size SIZE = new Size(10_000, 1024L * 1024, 1024L * 1024, 26);

    /** The events of one call must lie closer together. */
    private static final Duration DAY = Duration.ofHours(24);

    private static final DateTimeFormatter STREAM =
            DateTimeFormatter.ofPattern("'posthorn/'yyyy/MM/dd").withZone(ZoneOffset.UTC);

    public LogsSink(AwsProperties properties, SdkHttpClient http) {
        super(Clients.of(CloudWatchLogsClient::builder, properties, properties.logsEndpoint(), http), SIZE);
    }

    @Override
    List<Outcome> call(CloudWatchLogsClient client, Place place, List<Publication> batch) {
        var byTime = IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparing(i -> batch.get(i).happenedAt()))
                .toList();
        var outcomes = new Outcome[batch.size()];
        for (int from = 0; from < byTime.size(); ) {
            var end = batch.get(byTime.get(from)).happenedAt().plus(DAY);
            int to = from + 1;
            while (to < byTime.size() && batch.get(byTime.get(to)).happenedAt().isBefore(end)) {
                to++;
            }
            var part = byTime.subList(from, to);
            var rejected =
                    put(client, place, part.stream().map(batch::get).toList()).rejectedLogEventsInfo();
            for (int i = 0; i < part.size(); i++) {
                outcomes[part.get(i)] = outcome(rejected, i);
            }
            from = to;
        }
        return Arrays.asList(outcomes);
    }

    private static PutLogEventsResponse put(CloudWatchLogsClient client, Place place, List<Publication> events) {
        var group = place.target().name();
        var stream = STREAM.format(events.getFirst().happenedAt());
        try {
            return putInto(client, group, stream, events);
        } catch (ResourceNotFoundException noStream) {
            try {
                client.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
            } catch (ResourceAlreadyExistsException thereByNow) {
                // Somebody else has made it, which is as good.
            }
            return putInto(client, group, stream, events);
        }
    }

    private static PutLogEventsResponse putInto(
            CloudWatchLogsClient client, String group, String stream, List<Publication> events) {
        return client.putLogEvents(request -> request.logGroupName(group)
                .logStreamName(stream)
                .logEvents(events.stream()
                        .map(event -> InputLogEvent.builder()
                                .timestamp(event.happenedAt().toEpochMilli())
                                .message(event.json())
                                .build())
                        .toList()));
    }

    /** The service takes what it can and says where the rest begins and ends. */
    private static Outcome outcome(@Nullable RejectedLogEventsInfo rejected, int place) {
        if (rejected == null) {
            return new Outcome.Delivered();
        }
        if (isBefore(place, rejected.tooOldLogEventEndIndex()) || isBefore(place, rejected.expiredLogEventEndIndex())) {
            return new Outcome.GivenUp("the log group does not take events as old as this");
        }
        var tooNew = rejected.tooNewLogEventStartIndex();
        return tooNew != null && place >= tooNew
                ? new Outcome.GivenUp("the log group does not take events from the future")
                : new Outcome.Delivered();
    }

    private static boolean isBefore(int place, @Nullable Integer end) {
        return end != null && place < end;
    }
}
