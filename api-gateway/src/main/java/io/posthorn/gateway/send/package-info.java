/** Accepts messages: refuses at once what can be refused, writes the rest to Kafka. */
@NullMarked
package io.posthorn.gateway.send;

import org.jspecify.annotations.NullMarked;
