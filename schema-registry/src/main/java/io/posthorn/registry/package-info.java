/** A schema registry with the Confluent REST interface, whose state is a compacted Kafka topic. */
@NullMarked
package io.posthorn.registry;

import org.jspecify.annotations.NullMarked;
