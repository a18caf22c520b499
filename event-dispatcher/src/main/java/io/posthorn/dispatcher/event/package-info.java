/** Delivery events as the JSON that destinations get. */
@NullMarked
package io.posthorn.dispatcher.event;

import org.jspecify.annotations.NullMarked;
