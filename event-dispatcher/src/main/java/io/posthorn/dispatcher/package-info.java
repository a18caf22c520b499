/** The event dispatcher: delivery events go where their configuration sets send them. */
@NullMarked
package io.posthorn.dispatcher;

import org.jspecify.annotations.NullMarked;
