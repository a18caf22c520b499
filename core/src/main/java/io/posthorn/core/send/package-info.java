/** A message somebody wants sent, and what it is after routing. */
@NullMarked
package io.posthorn.core.send;

import org.jspecify.annotations.NullMarked;
