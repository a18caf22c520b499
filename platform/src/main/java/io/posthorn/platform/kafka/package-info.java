/** How services reach Kafka and the schema registry, and how topics come to be. */
@NullMarked
package io.posthorn.platform.kafka;

import org.jspecify.annotations.NullMarked;
