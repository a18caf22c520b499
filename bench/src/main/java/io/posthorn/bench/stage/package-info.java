/** Measures ways to build a stage of the pipeline against each other: the figures behind a decision record. */
@NullMarked
package io.posthorn.bench.stage;

import org.jspecify.annotations.NullMarked;
