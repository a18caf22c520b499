/** HTTP in: the wire API in front of the message pipeline and the control plane. */
@NullMarked
package io.posthorn.gateway;

import org.jspecify.annotations.NullMarked;
