/** Operations on phone numbers and pools. */
@NullMarked
package io.posthorn.registration.origination;

import org.jspecify.annotations.NullMarked;
