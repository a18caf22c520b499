package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.GroupOffsets;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a stage goes on that was run by another group before: alone, or together with others. Each group commits what
 * it has read under its own name; whoever has come furthest ran last.
 */
final class GroupHistory {
    private static final Logger log = LoggerFactory.getLogger(GroupHistory.class);

    private final KafkaClients clients;
    private final List<String> groups;

    /** @param groups that may have read the same topics before */
    GroupHistory(KafkaClients clients, List<String> groups) {
        this.clients = clients;
        this.groups = List.copyOf(groups);
    }

    /**
     * Lets a consumer go on where the last of its predecessors ended, if that is further than its own group has come.
     *
     * @param partitions assigned to it a moment ago
     * @throws InfrastructureException when the groups cannot be asked
     */
    void goOn(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (groups.isEmpty() || partitions.isEmpty()) {
            return;
        }
        var ended = ended();
        var own = consumer.committed(Set.copyOf(partitions));
        var ahead = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var other = ended.get(partition);
            var mine = own.get(partition);
            if (other != null && (mine == null || mine.offset() < other)) {
                ahead.put(partition, new OffsetAndMetadata(other));
            }
        }
        if (!ahead.isEmpty()) {
            // Now: what another group has committed is forgotten some days after it was left.
            consumer.commitSync(ahead);
            ahead.forEach(consumer::seek);
            log.atInfo()
                    .addKeyValue("group", consumer.groupMetadata().groupId())
                    .addKeyValue("partitions", ahead.keySet())
                    .log("goes on where another group ended");
        }
    }

    private Map<TopicPartition, Long> ended() {
        try (var admin = clients.admin()) {
            return GroupOffsets.furthest(admin, groups);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while asking where other groups have ended", interrupted);
        } catch (ExecutionException failed) {
            throw new InfrastructureException("cannot ask where other groups have ended", failed);
        }
    }
}
