package io.posthorn.platform.stage;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record a stage writes.
 *
 * @param value what its bytes mean; null where it has none, or where they were not made from a value just now
 */
record Written(
        ProducerRecord<String, byte[]> record, @Nullable SpecificRecord value) {}
