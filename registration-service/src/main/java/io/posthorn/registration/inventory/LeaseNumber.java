package io.posthorn.registration.inventory;

import io.posthorn.core.operator.NumberWish;
import io.posthorn.core.resource.Scope;

/**
 * A command of an account that needs a number asks the inventory for one. With the answer the command comes back to the
 * owner of the account, to be decided again.
 *
 * @param operation of the command that needs the number
 * @param input of that command
 */
public record LeaseNumber(Scope scope, String operation, String input, NumberWish wish) {
    public static final String OPERATION = "LeaseNumber";
}
