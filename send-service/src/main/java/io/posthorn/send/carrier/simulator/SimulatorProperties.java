package io.posthorn.send.carrier.simulator;

import io.posthorn.core.simulator.SimulatorDestination;
import org.jspecify.annotations.Nullable;

/**
 * How the simulator plays.
 *
 * @param otherDestinations what becomes of messages to numbers that are no simulator destinations; left out, they are
 *     refused as invalid
 */
public record SimulatorProperties(SimulatorDestination.@Nullable Outcome otherDestinations) {}
