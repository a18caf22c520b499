/** How many calls accounts have had placed lately, over all partitions. */
@NullMarked
package io.posthorn.platform.call;

import org.jspecify.annotations.NullMarked;
