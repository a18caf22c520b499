/** What becomes of messages while parts of an installation fail, one after the other. */
@NullMarked
package io.posthorn.bench.fault;

import org.jspecify.annotations.NullMarked;
