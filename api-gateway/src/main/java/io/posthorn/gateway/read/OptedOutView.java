package io.posthorn.gateway.read;

import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.optout.RecipientKeys;
import io.posthorn.platform.table.StateDirectory;
import io.posthorn.platform.view.FollowingView;
import io.posthorn.platform.view.StoredView;
import io.posthorn.schemas.OptedOutNumber;
import io.posthorn.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** This instance's view of the topic of opted-out numbers. There may be many millions, so it is kept on disk. */
public final class OptedOutView extends FollowingView<OptedOutNumber> implements OptedOutNumbers {
    private final StoredView<OptedOutNumber> numbers;

    public OptedOutView(KafkaClients clients, StateDirectory state, Clock clock) {
        this(clients, new StoredView<>(Topics.OPTED_OUT_NUMBERS, OptedOutView::pack, state, clock));
    }

    private OptedOutView(KafkaClients clients, StoredView<OptedOutNumber> numbers) {
        super(numbers.follow(clients));
        this.numbers = numbers;
    }

    @Override
    public void stop() {
        super.stop();
        numbers.close();
    }

    /** What the key does not tell already: when, and by whose wish. */
    private static byte[] pack(OptedOutNumber number) {
        return ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(number.getOptedOutAt().toEpochMilli())
                .put((byte) (number.getEndUserOptedOut() ? 1 : 0))
                .array();
    }

    private static OptedOut unpack(String number, byte[] packed) {
        var kept = ByteBuffer.wrap(packed);
        return new OptedOut(number, Instant.ofEpochMilli(kept.getLong()), kept.get() == 1);
    }

    @Override
    public Optional<OptedOut> find(Scope scope, OptOutList list, String number) {
        return numbers.find(prefix(scope, list) + number).map(kept -> unpack(number, kept));
    }

    @Override
    public Stream<OptedOut> after(Scope scope, OptOutList list, String number) {
        var prefix = prefix(scope, list);
        return numbers.after(prefix, prefix + number)
                .map(entry -> unpack(entry.getKey().substring(prefix.length()), entry.getValue()));
    }

    private static String prefix(Scope scope, OptOutList list) {
        return RecipientKeys.list(scope.account().value(), scope.region(), list.name(), list.incarnation()) + "/";
    }

    /** Partitions of the topic, and so of the commands that change it. */
    public int partitions() {
        return followed().partitions();
    }
}
