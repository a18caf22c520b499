/** The wiring every service shares. */
@NullMarked
package io.posthorn.platform;

import org.jspecify.annotations.NullMarked;
