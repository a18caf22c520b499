/** Who may call: access keys and the check of signatures. */
@NullMarked
package io.posthorn.gateway.access;

import org.jspecify.annotations.NullMarked;
