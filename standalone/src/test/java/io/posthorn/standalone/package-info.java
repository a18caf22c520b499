/** The whole product, used the way its users use it. */
@NullMarked
package io.posthorn.standalone;

import org.jspecify.annotations.NullMarked;
