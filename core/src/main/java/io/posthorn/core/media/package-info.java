/** The files media messages carry. */
@NullMarked
package io.posthorn.core.media;

import org.jspecify.annotations.NullMarked;
