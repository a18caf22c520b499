package io.posthorn.platform.spend;

import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.SpendTotal;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Clock;
import org.springframework.context.SmartLifecycle;

/** The spending that this instance knows of, from the topic {@code spend-totals}. */
public final class TopicSpendView implements SpendView, SmartLifecycle {
    private final SpendTotals totals;
    private final TopicView<SpendTotal> view;

    public TopicSpendView(KafkaClients clients, Clock clock) {
        totals = new SpendTotals(clock);
        view = new TopicView<>(Topics.SPEND_TOTALS, clients, (key, value) -> value.ifPresent(totals::apply));
    }

    @Override
    public BigDecimal spent(Scope scope, Channel channel) {
        return totals.spent(scope, channel);
    }

    @Override
    public BigDecimal spentElsewhere(int partition, Scope scope, Channel channel) {
        return totals.spentElsewhere(partition, scope, channel);
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
