package io.posthorn.platform.spend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.FollowingView;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.SpendTotal;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Locale;

/** The spending that this instance knows of, from the topic {@code spend-totals}. */
public final class TopicSpendView extends FollowingView<SpendTotal> implements SpendView {
    private final SpendTotals totals;

    public TopicSpendView(KafkaClients clients, Clock clock, MeterRegistry meters) {
        this(clients, new SpendTotals(clock));
        for (var channel : Channel.values()) {
            Gauge.builder(
                            "posthorn.spend.month",
                            totals,
                            all -> all.spent(channel).doubleValue())
                    .description("What messages of all accounts have cost in the present month, UTC")
                    .baseUnit("dollars")
                    .tag("channel", channel.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private TopicSpendView(KafkaClients clients, SpendTotals totals) {
        super(new TopicView<>(Topics.SPEND_TOTALS, clients, (key, value) -> value.ifPresent(totals::apply)));
        this.totals = totals;
    }

    @Override
    public BigDecimal spent(Scope scope, Channel channel) {
        return totals.spent(scope, channel);
    }

    @Override
    public BigDecimal spentElsewhere(int partition, Scope scope, Channel channel) {
        return totals.spentElsewhere(partition, scope, channel);
    }
}
