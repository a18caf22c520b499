/** Operations on the keywords of phone numbers and pools. */
@NullMarked
package io.posthorn.registration.keyword;

import org.jspecify.annotations.NullMarked;
