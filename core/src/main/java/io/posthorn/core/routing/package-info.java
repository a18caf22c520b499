/** Decides whether a message may leave and who it comes from. */
@NullMarked
package io.posthorn.core.routing;

import org.jspecify.annotations.NullMarked;
