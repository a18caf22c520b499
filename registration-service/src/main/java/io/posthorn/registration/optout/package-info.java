/** Operations on opt-out lists. */
@NullMarked
package io.posthorn.registration.optout;

import org.jspecify.annotations.NullMarked;
