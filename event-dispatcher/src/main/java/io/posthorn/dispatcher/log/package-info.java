/** Log groups, as files. */
@NullMarked
package io.posthorn.dispatcher.log;

import org.jspecify.annotations.NullMarked;
