/** Tests of the comparison of stages. */
@NullMarked
package io.posthorn.bench.stage;

import org.jspecify.annotations.NullMarked;
