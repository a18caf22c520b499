/** Operations on destinations that belong to the account: how it is shown, and which there are. */
@NullMarked
package io.posthorn.registration.verification;

import org.jspecify.annotations.NullMarked;
