package io.posthorn.core.api;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the wire API.
 *
 * @param group the kind of resource it belongs to, for documentation and metrics
 * @param since day it was added to the API
 * @param errors names of the modelled errors it may answer with
 * @param service how this installation serves it; null where nothing is prepared for it
 */
public record Operation(
        String name,
        String group,
        LocalDate since,
        Shape.Structure input,
        Shape.Structure output,
        Set<String> errors,
        @Nullable Service service) {
    public Operation {
        errors = Set.copyOf(errors);
    }
}
