/** Operations on configuration sets and their event destinations. */
@NullMarked
package io.posthorn.registration.configurationset;

import org.jspecify.annotations.NullMarked;
