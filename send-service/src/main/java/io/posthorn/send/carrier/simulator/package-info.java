/** A carrier inside the pipeline that plays its recipients too. */
@NullMarked
package io.posthorn.send.carrier.simulator;

import org.jspecify.annotations.NullMarked;
