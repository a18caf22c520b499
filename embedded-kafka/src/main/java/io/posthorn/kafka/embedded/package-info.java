/** A Kafka broker and controller inside this JVM, with its data in one directory. */
@NullMarked
package io.posthorn.kafka.embedded;

import org.jspecify.annotations.NullMarked;
