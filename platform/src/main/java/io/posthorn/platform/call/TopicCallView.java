package io.posthorn.platform.call;

import io.posthorn.core.resource.Scope;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.FollowingView;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.PlacedCalls;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;

/** The calls that this instance knows of, from the topic {@code placed-calls}. */
public final class TopicCallView extends FollowingView<PlacedCalls> implements CallView {
    private final KnownCalls calls;

    public TopicCallView(KafkaClients clients, Clock clock) {
        this(clients, new KnownCalls(clock));
    }

    private TopicCallView(KafkaClients clients, KnownCalls calls) {
        super(new TopicView<>(Topics.PLACED_CALLS, clients, (key, value) -> value.ifPresent(calls::apply)));
        this.calls = calls;
    }

    @Override
    public int within(Scope scope, Duration period) {
        return calls.within(scope, period);
    }

    @Override
    public int elsewhere(int partition, Scope scope, Duration period) {
        return calls.elsewhere(partition, scope, period);
    }
}
