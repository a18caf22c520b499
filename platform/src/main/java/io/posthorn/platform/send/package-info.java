/** Send requests between their records, which anybody may write, and the kernel's orders. */
@NullMarked
package io.posthorn.platform.send;

import org.jspecify.annotations.NullMarked;
