/** Views of compacted topics, kept in memory by every instance. */
@NullMarked
package io.posthorn.platform.view;

import org.jspecify.annotations.NullMarked;
