package io.posthorn.registration.operator;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.OperatorResources;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A call of one operation of the operator: what was asked, and what follows from it. The simple name of the record is
 * the name of the operation, its components are the members of the operation's input. What the shapes say about them
 * has been checked.
 */
public interface OperatorRequest {

    /** Decides; a pure function of the request, what there is, and the context. */
    OperatorDecision decide(OperatorResources state, Context context);

    /**
     * What a decision may use besides.
     *
     * @param defaults what holds for accounts the operator has not created
     * @param hex thirty-two lower-case hex digits that no other call returns
     */
    record Context(Instant now, AccountDefaults defaults, Supplier<String> hex) {}
}
