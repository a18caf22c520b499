/** Delivery events as records of the {@code delivery-events} topic. */
@NullMarked
package io.posthorn.platform.event;

import org.jspecify.annotations.NullMarked;
