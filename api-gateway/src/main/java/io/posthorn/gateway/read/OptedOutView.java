package io.posthorn.gateway.read;

import io.posthorn.core.resource.Scope;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/** This instance's view of the topic of opted-out numbers, kept in memory: some 200 bytes a number. */
public final class OptedOutView implements OptedOutNumbers, SmartLifecycle {
    /** Sorts behind every character of a phone number. */
    private static final String END = "\uffff";

    private final ConcurrentNavigableMap<String, OptedOut> numbers = new ConcurrentSkipListMap<>();
    private final TopicView<OptedOutNumber> view;

    public OptedOutView(KafkaClients clients) {
        view = new TopicView<>(Topics.OPTED_OUT_NUMBERS, clients, this::apply);
    }

    private void apply(String key, Optional<OptedOutNumber> value) {
        value.ifPresentOrElse(
                number -> numbers.put(
                        key,
                        new OptedOut(number.getPhoneNumber(), number.getOptedOutAt(), number.getEndUserOptedOut())),
                () -> numbers.remove(key));
    }

    @Override
    public Optional<OptedOut> find(Scope scope, String list, String number) {
        return Optional.ofNullable(numbers.get(prefix(scope, list) + number));
    }

    @Override
    public Stream<OptedOut> after(Scope scope, String list, String number) {
        var prefix = prefix(scope, list);
        return numbers.subMap(prefix + number, false, prefix + END, false).values().stream();
    }

    private static String prefix(Scope scope, String list) {
        return RecipientKeys.listPrefix(scope.account().value(), scope.region(), list);
    }

    /** Waits until this view contains the record at that place; false where that takes longer than {@code patience}. */
    public boolean awaitSeen(int partition, long offset, Duration patience) {
        return view.awaitPosition(partition, offset + 1, patience);
    }

    /** Whether everything that was there at the start is known. */
    public boolean isCaughtUp() {
        return view.isCaughtUp();
    }

    @Override
    public void start() {
        view.start();
    }

    @Override
    public void stop() {
        view.stop();
    }

    @Override
    public boolean isRunning() {
        return view.isRunning();
    }

    @Override
    public int getPhase() {
        return view.getPhase();
    }
}
