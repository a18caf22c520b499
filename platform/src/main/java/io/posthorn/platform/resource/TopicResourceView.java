package io.posthorn.platform.resource;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.Partitions;
import io.posthorn.platform.view.FollowingView;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.Resource;
import io.posthorn.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource view of this instance, kept in memory. */
public final class TopicResourceView extends FollowingView<Resource> implements ResourceView {
    private static final Logger log = LoggerFactory.getLogger(TopicResourceView.class);
    private static final String SEEN = "posthorn-seen";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ResourceMap resources;

    public TopicResourceView(KafkaClients clients) {
        this(clients, new ResourceMap());
    }

    private TopicResourceView(KafkaClients clients, ResourceMap resources) {
        super(new TopicView<>(Topics.RESOURCES, clients, (key, value) -> apply(key, value, resources)));
        this.resources = resources;
    }

    private static void apply(String key, Optional<Resource> value, ResourceMap resources) {
        var parsed = ResourceKey.parse(key);
        if (parsed.isEmpty()) {
            log.atError().addKeyValue("key", key).log("resource with a malformed key left out of the view");
            return;
        }
        if (value.isEmpty()) {
            resources.remove(key);
        } else {
            resources.put(
                    parsed.get().scope(),
                    ResourceRecords.fromRecord(parsed.get().id(), value.get()));
        }
    }

    @Override
    public AccountResources of(Scope scope) {
        return resources.of(scope);
    }

    @Override
    public Optional<Scope> ownerOf(PhoneNumber number) {
        return resources.ownerOf(number);
    }

    @Override
    public Header seen(AccountId account) {
        return ResourceView.seen(followed().position(partition(account)));
    }

    @Override
    public void catchUpWith(Headers headers, AccountId account) {
        var seen = headers.lastHeader(SEEN);
        if (seen == null || seen.value() == null || seen.value().length != Long.BYTES) {
            return;
        }
        var position = ByteBuffer.wrap(seen.value()).getLong();
        var partition = partition(account);
        if (position > followed().position(partition) && !followed().awaitPosition(partition, position, PATIENCE)) {
            throw new InfrastructureException(
                    "the view of resources stays behind", new IllegalStateException("position " + position));
        }
    }

    /** The partition of the account's commands, and so of its resources. */
    private int partition(AccountId account) {
        return Partitions.of(account.value(), followed().partitions());
    }
}
