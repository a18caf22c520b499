/** Durable queues, one for each place events go to, and the tries to get them there. */
@NullMarked
package io.posthorn.dispatcher.delivery;

import org.jspecify.annotations.NullMarked;
