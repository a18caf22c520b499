/** Decides for every message whether it may leave and who it comes from. */
@NullMarked
package io.posthorn.routing;

import org.jspecify.annotations.NullMarked;
