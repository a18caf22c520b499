/** Tables as CSV. */
@NullMarked
package io.posthorn.gateway.csv;

import org.jspecify.annotations.NullMarked;
