package io.posthorn.dispatcher.sink;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;
import io.posthorn.dispatcher.sink.SinkProperties.Form;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sinks as the configuration chooses them: for an account, else for all. */
public final class ConfiguredSinks implements Sinks {
    private final Map<EventDestination.Target, Map<Form, Sink>> sinks;
    private final SinkProperties usual;
    private final Map<String, SinkProperties> byAccount;

    /**
     * Chooses among sinks.
     *
     * @param sinks those there are
     * @param usual for accounts without settings of their own
     * @throws IllegalArgumentException when a form is wanted that is not there
     */
    public ConfiguredSinks(
            Map<EventDestination.Target, Map<Form, Sink>> sinks,
            SinkProperties usual,
            Map<String, SinkProperties> byAccount) {
        this.sinks = new EnumMap<>(sinks);
        this.usual = usual;
        this.byAccount = Map.copyOf(byAccount);
        for (var kind : EventDestination.Target.values()) {
            var unused = of(kind, null);
            byAccount.values().forEach(wish -> of(kind, wish));
        }
    }

    @Override
    public Sink of(AccountId account, EventDestination.Target kind) {
        return of(kind, byAccount.get(account.value()));
    }

    private Sink of(EventDestination.Target kind, @Nullable SinkProperties wish) {
        var form = Optional.ofNullable(wish)
                .flatMap(each -> form(kind, each))
                .or(() -> form(kind, usual))
                .orElse(Form.BUILT_IN);
        var sink = sinks.getOrDefault(kind, Map.of()).get(form);
        if (sink == null) {
            throw new IllegalArgumentException("no sink of form " + form + " for " + kind);
        }
        return sink;
    }

    private static Optional<Form> form(EventDestination.Target kind, SinkProperties wish) {
        return Optional.ofNullable(
                switch (kind) {
                    case CLOUD_WATCH_LOGS -> wish.logs();
                    case KINESIS_FIREHOSE -> wish.streams();
                    case SNS -> wish.topics();
                });
    }
}
