package io.posthorn.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.schemas.TwoWaySend;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between two stages of which the second reads what the first writes. */
class PassageTest {
    private static final TopicPartition BETWEEN = new TopicPartition(Topics.CARRIER_REFERENCES.name(), 0);
    private static final TopicPartition ELSEWHERE = new TopicPartition(Topics.TWO_WAY_SENDS.name(), 0);
    private static final int FIRST = 0;
    private static final int SECOND = 1;

    private final MockProducer<String, byte[]> producer = new MockProducer<>(
            cluster(), true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    private final Passage passage = new Passage(producer);
    private final Passage.Writer first = passage.join(stage("first"));
    private final Passage.Writer second = passage.join(stage("second"));

    private static final class Idle implements PartitionProcessor {
        void on(Inbound<?> record, Outputs out) {}
    }

    private static StageSpec<Idle> stage(String name) {
        var topic = name.equals("first") ? Topics.TWO_WAY_SENDS : Topics.CARRIER_REFERENCES;
        return StageSpec.of(name, Idle.class).reads(topic, Idle::on).with(partition -> new Idle());
    }

    private static Cluster cluster() {
        var node = new Node(0, "localhost", 1);
        var nodes = new Node[] {node};
        var partitions = List.of(
                new PartitionInfo(BETWEEN.topic(), 0, node, nodes, nodes),
                new PartitionInfo(ELSEWHERE.topic(), 0, node, nodes, nodes));
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }

    @BeforeEach
    void begin() {
        producer.initTransactions();
    }

    /** What is read of the partition between the stages ends before this offset. */
    private void transaction(long readTo, Runnable writes) {
        producer.beginTransaction();
        passage.beginTransaction(partition -> readTo);
        writes.run();
        producer.commitTransaction();
        passage.committed();
    }

    private static Written record(String topic, String value) {
        return new Written(
                new ProducerRecord<>(topic, null, null, "key", value.getBytes(StandardCharsets.UTF_8)),
                new TwoWaySend(value));
    }

    private static Written forSecond(String value) {
        return record(BETWEEN.topic(), value);
    }

    private List<String> taken(int place) {
        return passage.takeFor(place).stream()
                .map(each -> new String(each.record().value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Boolean> marked() {
        return producer.history().stream()
                .map(each -> each.headers().lastHeader(Passage.HANDLED) != null)
                .toList();
    }

    @Test
    void handsOnWhatItWritesDown() {
        passage.assigned(Map.of(BETWEEN, 0L));
        transaction(0, () -> {
            first.write(forSecond("a"));
            assertThat(taken(SECOND)).containsExactly("a");
        });

        assertThat(marked()).containsExactly(true);
    }

    @Test
    void handsOnTheValueAsItIs() {
        passage.assigned(Map.of(BETWEEN, 0L));
        var written = forSecond("a");
        transaction(0, () -> {
            passage.take(new ConsumerRecord<>(BETWEEN.topic(), 0, 7, "key", new byte[] {'r'}));
            first.write(written);
            assertThat(passage.takeFor(SECOND)).extracting(Taken::value).containsExactly(null, written.value());
        });
    }

    @Test
    void handsOnWhatWasReadBeforeWhatIsWritten() {
        passage.assigned(Map.of(BETWEEN, 0L));
        transaction(0, () -> {
            first.write(forSecond("written"));
            passage.take(new ConsumerRecord<>(BETWEEN.topic(), 0, 7, "key", new byte[] {'r'}));
            assertThat(taken(SECOND)).containsExactly("r", "written");
            assertThat(taken(SECOND)).isEmpty();
        });
    }

    @Test
    void overtakesNothingThatOthersHaveWrittenBefore() {
        passage.assigned(Map.of(BETWEEN, 5L));
        transaction(4, () -> {
            first.write(forSecond("a"));
            assertThat(taken(SECOND)).isEmpty();
        });
        // That one record is behind the end that was known, and has to come from Kafka first, too.
        transaction(0, () -> {
            first.write(forSecond("b"));
            assertThat(taken(SECOND)).isEmpty();
        });
        transaction(100, () -> {
            first.write(forSecond("c"));
            assertThat(taken(SECOND)).containsExactly("c");
        });

        assertThat(marked()).containsExactly(false, false, true);
    }

    @Test
    void overtakesNothingThatWasWrittenWhenThePassageWasClosed() {
        passage.assigned(Map.of(BETWEEN, 0L));
        transaction(0, () -> {
            passage.close();
            first.write(forSecond("a"));
        });
        transaction(0, () -> {
            first.write(forSecond("b"));
            assertThat(taken(SECOND)).isEmpty();
        });
        transaction(2, () -> {
            first.write(forSecond("c"));
            assertThat(taken(SECOND)).containsExactly("c");
        });

        assertThat(marked()).containsExactly(false, false, true);
    }

    @Test
    void leavesToKafkaWhatGoesBackAndWhatOthersRead() {
        passage.assigned(Map.of(ELSEWHERE, 0L));
        transaction(0, () -> {
            second.write(record(ELSEWHERE.topic(), "back"));
            first.write(forSecond("of a partition that is not ours"));
            assertThat(taken(FIRST)).isEmpty();
            assertThat(taken(SECOND)).isEmpty();
        });

        assertThat(marked()).containsExactly(false, false);
    }
}
