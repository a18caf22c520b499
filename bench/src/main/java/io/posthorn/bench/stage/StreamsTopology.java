package io.posthorn.bench.stage;

import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.topic.Topic;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Kafka Streams, exactly once.
 *
 * @param commitInterval how often a transaction is committed: a record waits half of it on average
 */
record StreamsTopology(Duration commitInterval) implements Candidate {

    @Override
    public String name() {
        return "Kafka Streams, exactly once, commit every " + commitInterval.toMillis() + " ms";
    }

    @Override
    public Running start(Lab lab, String id, Topic<SendRequest> from, Topic<SendRequest> to) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, lab.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, lab.newDirectory(id).toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_BATCH);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), Lab.BATCH_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        var codecs = ThreadLocal.withInitial(lab.clients()::codec);
        var topology = new StreamsBuilder();
        topology.stream(from.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .mapValues(bytes -> again(codecs.get(), from, to, bytes))
                .to(to.name(), Produced.with(Serdes.String(), Serdes.ByteArray()));
        var streams = new KafkaStreams(topology.build(), config);
        streams.start();
        return new Running(id, streams::close);
    }

    private static byte[] again(Codec codec, Topic<SendRequest> from, Topic<SendRequest> to, byte[] bytes) {
        try {
            return codec.encode(to, codec.decode(from, bytes));
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
