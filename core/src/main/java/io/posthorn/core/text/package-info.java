/** How a message body is encoded and cut into the parts that carriers bill and count. */
@NullMarked
package io.posthorn.core.text;

import org.jspecify.annotations.NullMarked;
