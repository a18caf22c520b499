package io.posthorn.platform.operator;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.FollowingView;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.OperatorResource;
import io.posthorn.schemas.topic.Topics;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this instance knows of what the operator keeps: its own view of the {@code operator-resources} topic. */
public final class OperatorView extends FollowingView<OperatorResource> {
    private static final Logger log = LoggerFactory.getLogger(OperatorView.class);

    private final OperatorDirectory directory;

    /** @param kinds what to keep in memory; the rest passes by */
    public OperatorView(KafkaClients clients, AccountDefaults defaults, Set<OperatorKind<?>> kinds) {
        this(clients, new OperatorDirectory(defaults), Set.copyOf(kinds));
    }

    private OperatorView(KafkaClients clients, OperatorDirectory directory, Set<OperatorKind<?>> kinds) {
        super(new TopicView<>(Topics.OPERATOR_RESOURCES, clients, (key, value) -> apply(key, value, directory, kinds)));
        this.directory = directory;
    }

    private static void apply(
            String key, Optional<OperatorResource> value, OperatorDirectory directory, Set<OperatorKind<?>> kinds) {
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
}
