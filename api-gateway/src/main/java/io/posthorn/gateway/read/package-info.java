/** Answers Describe, List and Get operations from this instance's own views. */
@NullMarked
package io.posthorn.gateway.read;

import org.jspecify.annotations.NullMarked;
