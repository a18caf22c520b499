/** Operations on phone numbers, sender ids and pools. */
@NullMarked
package io.posthorn.registration.origination;

import org.jspecify.annotations.NullMarked;
