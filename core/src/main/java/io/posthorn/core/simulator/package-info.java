/** Destinations that exist to try things out: messages to them never reach a carrier. */
@NullMarked
package io.posthorn.core.simulator;

import org.jspecify.annotations.NullMarked;
