/** What messages cost. */
@NullMarked
package io.posthorn.core.price;

import org.jspecify.annotations.NullMarked;
