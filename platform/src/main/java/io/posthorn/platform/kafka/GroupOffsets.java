package io.posthorn.platform.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups have come. */
public final class GroupOffsets {
    private GroupOffsets() {}

    /**
     * How far the one of these groups has come that has come furthest. Where a stage has run in several, alone and
     * together with others, that is the one that ran last.
     *
     * @param groups one that has never run has come nowhere
     * @return the offset of the first record that is not handled, for each partition of which one is
     * @throws ExecutionException when Kafka does not tell
     */
    public static Map<TopicPartition, Long> furthest(Admin admin, Collection<String> groups)
            throws InterruptedException, ExecutionException {
        var asked = groups.stream()
                .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        var furthest = new HashMap<TopicPartition, Long>();
        for (var offsets : admin.listConsumerGroupOffsets(asked).all().get().values()) {
            offsets.forEach((partition, at) -> {
                if (at != null) {
                    furthest.merge(partition, at.offset(), Math::max);
                }
            });
        }
        return furthest;
    }
}
