/** Lets messages go at the rate of the number they come from. */
@NullMarked
package io.posthorn.send.throttle;

import org.jspecify.annotations.NullMarked;
