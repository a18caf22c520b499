/** The control-plane resources of an account and how they are named. */
@NullMarked
package io.posthorn.core.resource;

import org.jspecify.annotations.NullMarked;
