package io.posthorn.dispatcher.aws;

import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Delivery streams of Amazon Data Firehose; a record is one line. The guide's policy for the role allows single records
 * only, so a role that may not write batches writes one record after the other.
 */
public final class FirehoseSink extends AwsSink<FirehoseClient> {
    /** The limits of one call in the API reference; the line feed is the extra byte. */
    private static final Size SIZE = new Size(500, 4L * 1024 * 1024, 1_000L * 1024, 1);

    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");

    /** Places where only single records may be written; no more than there are configured roles and streams in use. */
    private final Set<Place> onlySingle = ConcurrentHashMap.newKeySet();

    public FirehoseSink(AwsProperties properties, SdkHttpClient http) {
        super(Clients.of(FirehoseClient::builder, properties, properties.firehoseEndpoint(), http), SIZE);
    }

    @Override
    List<Outcome> call(FirehoseClient client, Place place, List<Publication> batch) {
        if (batch.size() == 1 || onlySingle.contains(place)) {
            return batch.stream().map(each -> single(client, place, each)).toList();
        }
        try {
            return client
                    .putRecordBatch(request -> request.deliveryStreamName(
                                    place.target().name())
                            .records(batch.stream().map(FirehoseSink::rec).toList()))
                    .requestResponses()
                    .stream()
                    .map(FirehoseSink::outcome)
                    .toList();
        } catch (AwsServiceException fault) {
            if (DENIED.contains(code(fault))) {
                onlySingle.add(place);
                return call(client, place, batch);
            }
            throw fault;
        }
    }

    private static Outcome single(FirehoseClient client, Place place, Publication publication) {
        try {
            client.putRecord(
                    request -> request.deliveryStreamName(place.target().name()).record(rec(publication)));
            return new Outcome.Delivered();
        } catch (AwsServiceException fault) {
            return outcome(fault);
        }
    }

    private static Record rec(Publication publication) {
        return Record.builder()
                .data(SdkBytes.fromUtf8String(publication.json() + "\n"))
                .build();
    }

    private static Outcome outcome(PutRecordBatchResponseEntry entry) {
        return entry.errorCode() == null ? new Outcome.Delivered() : new Outcome.TryAgain(entry.errorCode());
    }
}
