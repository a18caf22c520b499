/** How resources look in the answers of the wire API. */
@NullMarked
package io.posthorn.core.api.output;

import org.jspecify.annotations.NullMarked;
