/** Removes the content of files that came in and never became an attachment. */
@NullMarked
package io.posthorn.registration.attachment;

import org.jspecify.annotations.NullMarked;
