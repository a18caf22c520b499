/** The stage harness, and the tests of the stage runtime. */
@NullMarked
package io.posthorn.platform.stage;

import org.jspecify.annotations.NullMarked;
