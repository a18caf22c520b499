package io.posthorn.dispatcher.topic;

import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.Subscription;
import io.posthorn.core.resource.Topic;
import io.posthorn.core.topic.TopicArn;
import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import io.posthorn.dispatcher.topic.Envelope.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Topics as resources of their accounts: what is published to one goes to each of its subscriptions, which is a place
 * of its own. A subscription that waits for its confirmation is one, too: it gets the message that asks for it, and
 * nothing else.
 */
public final class SubscriberSink implements Sink, AutoCloseable {
    /** Its end is written down once, however many messages it has. */
    private static final int BATCH = 256;

    /** So many messages there may be of the longest. */
    private static final long BATCH_BYTES = 16 * 256L * 1024;

    private final Function<Scope, AccountResources> resources;
    private final Signer signer;
    private final Supplier<URI> publicUrl;
    private final WebClient client;
    private final Producer<String, byte[]> producer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Subscriber web;
    private final Subscriber kafka;

    /**
     * Serves the subscribers of all topics.
     *
     * @param resources topics and subscriptions, as they stand at the time of asking
     * @param directory holds the key that messages are signed with
     * @param publicUrl where subscribers reach the API; asked for every message
     * @param producer for the Kafka topics; closed with this
     */
    public SubscriberSink(
            Function<Scope, AccountResources> resources,
            OperatorDirectory directory,
            Supplier<URI> publicUrl,
            Producer<String, byte[]> producer,
            SubscriberProperties properties) {
        this.resources = resources;
        this.publicUrl = publicUrl;
        this.producer = producer;
        signer = new Signer(directory);
        client = new WebClient(properties);
        web = new WebSubscriber(client, properties.atOnce());
        kafka = new KafkaSubscriber(producer);
    }

    /** A topic and one of the subscriptions to it. */
    private record Listener(Topic topic, Subscription subscription) {}

    /** Empty where the ARN names no topic of the account: nobody publishes to the topics of others. */
    private Optional<Topic> topic(Place place) {
        return TopicArn.parse(place.target().arn())
                .filter(arn -> arn.scope().account().equals(place.account()))
                .flatMap(arn -> resources.apply(arn.scope()).find(ResourceKind.TOPIC, arn.name()));
    }

    private AccountResources account(Place place) {
        return resources.apply(new Scope(place.account(), place.target().region()));
    }

    private Optional<Listener> listener(Place place) {
        return topic(place)
                .flatMap(topic -> account(place)
                        .find(ResourceKind.SUBSCRIPTION, Subscription.idPrefix(topic.name()) + place.branch())
                        .map(subscription -> new Listener(topic, subscription)));
    }

    /** A topic that is not there is a place, too: it takes nothing, and so its account gets to know. */
    @Override
    public List<Place> placesOf(Place target) {
        return topic(target)
                .map(topic -> account(target)
                        .startingWith(ResourceKind.SUBSCRIPTION, Subscription.idPrefix(topic.name()))
                        .map(subscription -> target.branch(subscription.uuid()))
                        .toList())
                .orElse(List.of(target));
    }

    @Override
    public Limits limits(Place place) {
        var most = listener(place)
                .map(listener ->
                        Message.terms(listener.topic(), listener.subscription()).receivesPerSecond())
                .map(perSecond -> Math.min((long) BATCH, perSecond * Round.LONGEST.toSeconds()))
                .orElse((long) BATCH);
        return new Limits(most.intValue(), BATCH_BYTES, Duration.ZERO, false);
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
        if (place.branch().isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome.GivenUp("the account has no such topic").forAll(batch));
        }
        var found = listener(place);
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome.Skipped("the subscription is not there any more").forAll(batch));
        }
        var key = signer.ready();
        if (key.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.TryAgain("there is no signing key yet").forAll(batch));
        }
        var topic = found.get().topic();
        var subscription = found.get().subscription();
        var subscriptionArn = account(place).arnOf(subscription);
        var terms = Message.terms(topic, subscription);
        var filter = Message.filter(subscription);
        var links = Links.at(publicUrl.get());
        var protocol = subscription.protocol().name().toLowerCase(Locale.ROOT);
        var messages = batch.stream()
                .map(each -> each.texts().isEmpty() ? each : each.over(protocol))
                .map(each ->
                        new Message(each, topic, place.target().arn(), subscription, subscriptionArn, terms, filter))
                .toList();
        var subscriber = subscription.protocol().isWeb() ? web : kafka;
        return new Round<>(
                        messages,
                        subscriber.atOnce(),
                        message -> deliver(message, subscriber, key.get(), links),
                        System::nanoTime)
                .run(threads);
    }

    private static Outcome deliver(Message message, Subscriber subscriber, Signer.Ready key, Links links)
            throws InterruptedException {
        var notWanted = message.notWanted();
        if (notWanted.isPresent()) {
            return notWanted.get();
        }
        return subscriber.deliver(message, message.isRaw() ? message.envelope() : message.signed(key, links));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        producer.close(Duration.ZERO);
        try {
            client.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
