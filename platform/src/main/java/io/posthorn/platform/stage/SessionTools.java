package io.posthorn.platform.stage;

import io.posthorn.platform.kafka.Codec;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;

/** What the stages of a thread share from joining their group to leaving it. */
record SessionTools(Producer<String, byte[]> producer, Codec codec, Clock clock) {}
