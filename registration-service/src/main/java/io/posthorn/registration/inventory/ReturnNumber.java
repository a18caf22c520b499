package io.posthorn.registration.inventory;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.resource.Scope;

/** An account gives a number back to the inventory. */
public record ReturnNumber(Scope scope, PhoneNumber number) {
    public static final String OPERATION = "ReturnNumber";
}
