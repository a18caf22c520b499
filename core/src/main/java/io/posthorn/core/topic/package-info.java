/** Topics: what their subscribers want to get, and how hard they are tried. */
@NullMarked
package io.posthorn.core.topic;

import org.jspecify.annotations.NullMarked;
