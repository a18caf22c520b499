/** Messages of one number wait for their turn: in order, by priority, at the number's rate. */
@NullMarked
package io.posthorn.send.line;

import org.jspecify.annotations.NullMarked;
