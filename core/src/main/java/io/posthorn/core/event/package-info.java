/** What can happen to a message, in the words of the API. */
@NullMarked
package io.posthorn.core.event;

import org.jspecify.annotations.NullMarked;
