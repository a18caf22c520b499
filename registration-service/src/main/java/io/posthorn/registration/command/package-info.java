/** How a command becomes a decision, its changes and its answer, whatever the operation. */
@NullMarked
package io.posthorn.registration.command;

import org.jspecify.annotations.NullMarked;
