/** Remembers the events of each message for a while, and tells them to who asks. */
@NullMarked
package io.posthorn.dispatcher.history;

import org.jspecify.annotations.NullMarked;
