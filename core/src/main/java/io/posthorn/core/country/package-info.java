/** The country a phone number belongs to. */
@NullMarked
package io.posthorn.core.country;

import org.jspecify.annotations.NullMarked;
