/** A Kafka cluster for tests. */
@NullMarked
package io.posthorn.platform.test;

import org.jspecify.annotations.NullMarked;
