/** Tests of local copies. */
@NullMarked
package io.posthorn.platform.table;

import org.jspecify.annotations.NullMarked;
