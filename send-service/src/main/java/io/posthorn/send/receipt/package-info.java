/** Matches what carriers report to messages and ends every message with exactly one final event. */
@NullMarked
package io.posthorn.send.receipt;

import org.jspecify.annotations.NullMarked;
