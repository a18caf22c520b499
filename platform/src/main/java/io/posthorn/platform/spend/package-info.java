/** What accounts have spent in the present month. */
@NullMarked
package io.posthorn.platform.spend;

import org.jspecify.annotations.NullMarked;
