/** Transactional stages: read, decide, write and commit as one step, with durable per-partition state. */
@NullMarked
package io.posthorn.platform.stage;

import org.jspecify.annotations.NullMarked;
