/** Tests of the load generator. */
@NullMarked
package io.posthorn.bench;

import org.jspecify.annotations.NullMarked;
