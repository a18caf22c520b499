@NullMarked
package io.posthorn.platform.trace;

import org.jspecify.annotations.NullMarked;
