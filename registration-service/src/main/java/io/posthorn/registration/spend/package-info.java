/** Operations on the limits an account sets itself for what it spends. */
@NullMarked
package io.posthorn.registration.spend;

import org.jspecify.annotations.NullMarked;
