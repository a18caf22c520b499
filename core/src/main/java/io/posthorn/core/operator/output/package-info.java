/** The answers of the operator's API. */
@NullMarked
package io.posthorn.core.operator.output;

import org.jspecify.annotations.NullMarked;
