/** How messages that come in are written down. */
@NullMarked
package io.posthorn.platform.inbound;

import org.jspecify.annotations.NullMarked;
