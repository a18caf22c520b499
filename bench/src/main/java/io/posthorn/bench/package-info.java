/** The load generator: drives a running Posthorn from outside and measures what its users would see. */
@NullMarked
package io.posthorn.bench;

import org.jspecify.annotations.NullMarked;
