package io.posthorn.platform.stage;

import io.posthorn.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record a stage has read and decoded.
 *
 * @param offset where it stands in its partition; negative where a stage that shares the thread has handed it on
 * @param key the record's key; empty where the producer gave none
 * @param timestamp the record's own timestamp
 * @param encoded the value's bytes as they stand in the topic, read-only
 */
public record Inbound<V extends SpecificRecord>(
        Topic<V> topic,
        int partition,
        long offset,
        String key,
        V value,
        Instant timestamp,
        Headers headers,
        ByteBuffer encoded) {}
