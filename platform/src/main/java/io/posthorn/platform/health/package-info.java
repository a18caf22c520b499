/** How origination identities fare: what routing asks before it chooses one. */
@NullMarked
package io.posthorn.platform.health;

import org.jspecify.annotations.NullMarked;
