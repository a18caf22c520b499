package io.posthorn.dispatcher.aws;

import io.posthorn.core.topic.MessageTexts;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** Topics of Amazon SNS. */
public final class SnsSink extends AwsSink<SnsClient> {
    /** The limits of one call in the API reference: what all messages together may have is what one may have. */
    private static final Size SIZE = new Size(10, 256L * 1024, 256L * 1024, 0);

    private static final String FIFO = ".fifo";

    public SnsSink(AwsProperties properties, SdkHttpClient http) {
        super(Clients.of(SnsClient::builder, properties, properties.snsEndpoint(), http), SIZE);
    }

    @Override
    List<Outcome> call(SnsClient client, Place place, List<Publication> batch) {
        if (place.target().name().endsWith(FIFO)) {
            return new Outcome.GivenUp("FIFO topics are not supported").forAll(batch);
        }
        if (batch.size() == 1) {
            var only = batch.getFirst();
            client.publish(request -> request.topicArn(place.target().arn())
                    .subject(only.subject())
                    .message(message(only))
                    .messageStructure(structure(only))
                    .messageAttributes(attributes(only)));
            return new Outcome.Delivered().forAll(batch);
        }
        var entries = IntStream.range(0, batch.size())
                .mapToObj(i -> PublishBatchRequestEntry.builder()
                        .id(String.valueOf(i))
                        .subject(batch.get(i).subject())
                        .message(message(batch.get(i)))
                        .messageStructure(structure(batch.get(i)))
                        .messageAttributes(attributes(batch.get(i)))
                        .build())
                .toList();
        var outcomes = outcomes(client.publishBatch(
                request -> request.topicArn(place.target().arn()).publishBatchRequestEntries(entries)));
        return entries.stream()
                .map(entry -> outcomes.getOrDefault(entry.id(), new Outcome.TryAgain("the service says nothing of it")))
                .toList();
    }

    private static String message(Publication publication) {
        return publication.texts().isEmpty()
                ? publication.json()
                : new MessageTexts(publication.json(), publication.texts()).json();
    }

    private static @Nullable String structure(Publication publication) {
        return publication.texts().isEmpty() ? null : "json";
    }

    private static Map<String, MessageAttributeValue> attributes(Publication publication) {
        var attributes = new HashMap<String, MessageAttributeValue>();
        publication.attributes().forEach((name, attribute) -> {
            var value = MessageAttributeValue.builder().dataType(attribute.type());
            if (attribute.type().equals("Binary")) {
                value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())));
            } else {
                value.stringValue(attribute.value());
            }
            attributes.put(name, value.build());
        });
        return attributes;
    }

    private static Map<String, Outcome> outcomes(PublishBatchResponse answer) {
        var outcomes = new HashMap<String, Outcome>();
        answer.successful().forEach(entry -> outcomes.put(entry.id(), new Outcome.Delivered()));
        answer.failed()
                .forEach(entry -> outcomes.put(
                        entry.id(),
                        Boolean.TRUE.equals(entry.senderFault())
                                ? new Outcome.GivenUp(entry.code())
                                : new Outcome.TryAgain(entry.code())));
        return outcomes;
    }
}
