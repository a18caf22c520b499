/** Control-plane resources between their records and the kernel's types. */
@NullMarked
package io.posthorn.platform.resource;

import org.jspecify.annotations.NullMarked;
