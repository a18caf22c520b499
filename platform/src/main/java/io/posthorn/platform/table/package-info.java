/** Local copies of compacted topics on disk: caches that are rebuilt from the topics where they are lost. */
@NullMarked
package io.posthorn.platform.table;

import org.jspecify.annotations.NullMarked;
