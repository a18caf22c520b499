/** How the gateway writes to Kafka: each record acknowledged before anybody is told, and never too many at a time. */
@NullMarked
package io.posthorn.gateway.kafka;

import org.jspecify.annotations.NullMarked;
