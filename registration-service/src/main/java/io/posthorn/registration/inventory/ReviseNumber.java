package io.posthorn.registration.inventory;

import io.posthorn.core.operator.NumberOffer;
import io.posthorn.core.resource.Scope;

/** The operator has changed the terms of a number that an account leases. */
public record ReviseNumber(Scope scope, NumberOffer.Offered terms) {
    public static final String OPERATION = "ReviseNumber";
}
