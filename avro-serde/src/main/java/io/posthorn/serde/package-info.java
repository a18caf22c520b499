/** Avro values in Kafka records, in the Confluent wire format and configured with the Confluent keys. */
@NullMarked
package io.posthorn.serde;

import org.jspecify.annotations.NullMarked;
