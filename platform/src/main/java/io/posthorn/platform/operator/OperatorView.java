package io.posthorn.platform.operator;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.OperatorResource;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What this instance knows of what the operator keeps: its own view of the {@code operator-resources} topic. */
public final class OperatorView implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OperatorView.class);

    private final OperatorDirectory directory;
    private final Set<OperatorKind<?>> kinds;
    private final TopicView<OperatorResource> view;

    /** @param kinds what to keep in memory; the rest passes by */
    public OperatorView(KafkaClients clients, AccountDefaults defaults, Set<OperatorKind<?>> kinds) {
        this.directory = new OperatorDirectory(defaults);
        this.kinds = Set.copyOf(kinds);
        this.view = new TopicView<>(Topics.OPERATOR_RESOURCES, clients, this::apply);
    }

    private void apply(String key, Optional<OperatorResource> value) {
        var kind = OperatorKind.ofKey(key);
        if (kind.isEmpty()) {
            log.atError().addKeyValue("key", key).log("resource of the operator with a malformed key left out");
        } else if (kinds.contains(kind.get())) {
            if (value.isEmpty()) {
                directory.remove(key);
            } else {
                var id = key.substring(kind.get().prefix().length());
                directory.put(OperatorRecords.fromRecord(id, value.get()));
            }
        }
    }

    /** What is known now; always as it stands at the time of asking. */
    public OperatorDirectory directory() {
        return directory;
    }

    /** Waits until this view contains the record at that place; false where that takes longer than {@code patience}. */
    public boolean awaitSeen(int partition, long offset, Duration patience) {
        return view.awaitPosition(partition, offset + 1, patience);
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
