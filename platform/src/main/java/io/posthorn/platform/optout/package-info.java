/** How recipients and their opt-outs are named in topics. */
@NullMarked
package io.posthorn.platform.optout;

import org.jspecify.annotations.NullMarked;
