package io.posthorn.platform.attachment;

import io.posthorn.core.resource.RegistrationAttachment;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads content from its topic. Reviewers look at few files, so nothing is kept in memory or on disk for them: the
 * pieces were written shortly before the attachment was noted, and are found by that time. Where they are not, clocks
 * having been wrong, the topic is read from its beginning.
 */
public final class TopicAttachmentReader implements AttachmentReader {
    /** Content is written before the command that names it; the rest is room for clocks that differ. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaClients clients;

    public TopicAttachmentReader(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public Optional<byte[]> read(Scope scope, RegistrationAttachment attachment) {
        var content = attachment.content();
        try (var consumer = clients.catchUpConsumer()) {
            var partitions = consumer.partitionsFor(Topics.ATTACHMENT_PIECES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            seekTo(consumer, partitions, attachment.createdAt().minus(BEFORE));
            var found = collect(consumer, scope, content);
            if (found.isPresent()) {
                return found;
            }
            consumer.seekToBeginning(partitions);
            return collect(consumer, scope, content);
        } catch (KafkaException unreachable) {
            throw new InfrastructureException("the content of an attachment cannot be read", unreachable);
        }
    }

    private static void seekTo(Consumer<?, ?> consumer, List<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, Math.max(0, time.toEpochMilli())));
        consumer.offsetsForTimes(asked).forEach((partition, place) -> seekTo(consumer, partition, place));
    }

    private static void seekTo(Consumer<?, ?> consumer, TopicPartition partition, @Nullable OffsetAndTimestamp place) {
        if (place == null) {
            consumer.seekToEnd(List.of(partition));
        } else {
            consumer.seek(partition, place.offset());
        }
    }

    /** Reads to the end: pieces written again, or removed, come later. */
    private Optional<byte[]> collect(Consumer<String, byte[]> consumer, Scope scope, StoredContent content) {
        var wanted = new HashMap<String, Integer>();
        IntStream.range(0, content.pieces())
                .forEach(piece -> wanted.put(AttachmentKeys.of(scope, content.id(), piece), piece));
        var found = new HashMap<Integer, ByteBuffer>();
        var codec = clients.codec();
        var ends = consumer.endOffsets(consumer.assignment());
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - giveUp > 0) {
                throw new InfrastructureException(
                        "the content of an attachment is not found in time",
                        new IllegalStateException("waited " + PATIENCE));
            }
            for (var row : consumer.poll(POLL)) {
                var piece = wanted.get(row.key());
                if (piece != null && row.value() == null) {
                    found.remove(piece);
                } else if (piece != null) {
                    found.put(piece, decode(codec, row.value()));
                }
            }
        }
        return found.size() == content.pieces() ? Optional.of(joined(found)) : Optional.empty();
    }

    private static ByteBuffer decode(Codec codec, byte[] value) {
        try {
            return codec.decode(Topics.ATTACHMENT_PIECES, value).getBytes();
        } catch (UnreadableRecordException unreadable) {
            throw new InfrastructureException("a piece of an attachment cannot be read", unreadable);
        }
    }

    private static byte[] joined(Map<Integer, ByteBuffer> pieces) {
        var whole = new ByteArrayOutputStream();
        for (int piece = 0; piece < pieces.size(); piece++) {
            var bytes = pieces.get(piece);
            if (bytes != null) {
                var copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                whole.writeBytes(copy);
            }
        }
        return whole.toByteArray();
    }
}
