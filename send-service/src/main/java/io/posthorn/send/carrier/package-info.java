/** Hands messages to carriers and reports their answers. */
@NullMarked
package io.posthorn.send.carrier;

import org.jspecify.annotations.NullMarked;
