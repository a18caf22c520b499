/** Knows again what has come before. */
@NullMarked
package io.posthorn.platform.seen;

import org.jspecify.annotations.NullMarked;
