/** Opt-out lists as tables: in and out in one go. */
@NullMarked
package io.posthorn.gateway.optout;

import org.jspecify.annotations.NullMarked;
