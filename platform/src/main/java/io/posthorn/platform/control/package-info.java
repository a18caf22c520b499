/** What the owners of resources say to those who ask them for a change. */
@NullMarked
package io.posthorn.platform.control;

import org.jspecify.annotations.NullMarked;
