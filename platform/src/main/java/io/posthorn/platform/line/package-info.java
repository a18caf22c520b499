/** Messages wait for their turn: in lines, in order, by priority, each line at its own rate. */
@NullMarked
package io.posthorn.platform.line;

import org.jspecify.annotations.NullMarked;
