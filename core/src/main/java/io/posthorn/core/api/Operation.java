package io.posthorn.core.api;

import java.time.LocalDate;
import java.util.Set;

/**
 * One operation of the wire API.
 *
 * @param group the kind of resource it belongs to, for documentation and metrics
 * @param since day it was added to the API
 * @param errors names of the modelled errors it may answer with
 */
public record Operation(
        String name, String group, LocalDate since, Shape.Structure input, Shape.Structure output, Set<String> errors) {
    public Operation {
        errors = Set.copyOf(errors);
    }
}
