/** Operations on protect configurations. */
@NullMarked
package io.posthorn.registration.protect;

import org.jspecify.annotations.NullMarked;
