/** The content of files handed in with registrations, which is too large for commands and resources. */
@NullMarked
package io.posthorn.platform.attachment;

import org.jspecify.annotations.NullMarked;
