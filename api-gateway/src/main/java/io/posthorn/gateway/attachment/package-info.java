/** Files handed in with registrations: their content is stored apart before the command that names it is sent. */
@NullMarked
package io.posthorn.gateway.attachment;

import org.jspecify.annotations.NullMarked;
