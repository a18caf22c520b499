package io.posthorn.platform.stage;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record for a stage to handle.
 *
 * @param value what its bytes mean, where a stage of the same thread has made them; null where they are to be decoded
 */
record Taken(
        ConsumerRecord<String, byte[]> record, @Nullable SpecificRecord value) {}
