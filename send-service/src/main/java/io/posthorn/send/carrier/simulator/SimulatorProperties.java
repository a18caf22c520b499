package io.posthorn.send.carrier.simulator;

import io.posthorn.core.simulator.SimulatorDestination;
import jakarta.validation.Valid;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator plays.
 *
 * @param otherDestinations what becomes of messages to numbers that are no simulator destinations; left out, they are
 *     refused as invalid
 * @param carriers carriers that are played beside it, by the names that numbers refer to
 */
public record SimulatorProperties(
        SimulatorDestination.@Nullable Outcome otherDestinations,
        @DefaultValue Map<String, @Valid Script> carriers) {

    public SimulatorProperties {
        carriers = Map.copyOf(carriers);
        if (carriers.containsKey(SimulatorCarrier.NAME)) {
            throw new IllegalArgumentException("posthorn.send.simulator.carriers." + SimulatorCarrier.NAME
                    + ": this name is the simulator's own; give the played carrier another");
        }
    }
}
