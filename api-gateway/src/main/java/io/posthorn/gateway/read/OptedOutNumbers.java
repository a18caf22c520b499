package io.posthorn.gateway.read;

import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The recipients on the opt-out lists, as this instance knows them. */
public interface OptedOutNumbers {

    /** Whether and since when a recipient is on a list. */
    Optional<OptedOut> find(Scope scope, OptOutList list, String number);

    /** The recipients on a list whose numbers come after {@code number}, in the order of their numbers. */
    Stream<OptedOut> after(Scope scope, OptOutList list, String number);

    /**
     * A recipient on a list.
     *
     * @param optedOutNumber E.164
     * @param endUserOptedOut whether the recipient asked for it, rather than the account
     */
    record OptedOut(String optedOutNumber, Instant optedOutTimestamp, boolean endUserOptedOut) {}
}
