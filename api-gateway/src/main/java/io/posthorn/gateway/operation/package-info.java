/** The catalogue of operations: from a target name to an answer. */
@NullMarked
package io.posthorn.gateway.operation;

import org.jspecify.annotations.NullMarked;
