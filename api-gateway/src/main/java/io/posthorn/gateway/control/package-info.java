/** Changes to resources: commands out, replies in, answered once this instance has seen the change. */
@NullMarked
package io.posthorn.gateway.control;

import org.jspecify.annotations.NullMarked;
