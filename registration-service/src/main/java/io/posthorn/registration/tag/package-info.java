/** Operations on tags, and the tags in other requests. */
@NullMarked
package io.posthorn.registration.tag;

import org.jspecify.annotations.NullMarked;
