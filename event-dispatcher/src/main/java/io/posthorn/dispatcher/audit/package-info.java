/** The audit log: the files calls are written down in, and who looks for what in them. */
@NullMarked
package io.posthorn.dispatcher.audit;

import org.jspecify.annotations.NullMarked;
