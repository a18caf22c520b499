/** Keeps the opted-out numbers and stops messages to them. */
@NullMarked
package io.posthorn.optout;

import org.jspecify.annotations.NullMarked;
