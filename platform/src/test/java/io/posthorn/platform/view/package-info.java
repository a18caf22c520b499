/** Tests of views. */
@NullMarked
package io.posthorn.platform.view;

import org.jspecify.annotations.NullMarked;
