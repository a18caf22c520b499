/** How fast each origination identity may send. */
@NullMarked
package io.posthorn.send.line;

import org.jspecify.annotations.NullMarked;
