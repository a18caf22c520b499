/** Decides what messages that come in do: keywords, opt-outs, answers, and who is told. */
@NullMarked
package io.posthorn.routing.keyword;

import org.jspecify.annotations.NullMarked;
