package io.posthorn.dispatcher.sink;

import io.posthorn.core.AccountId;
import io.posthorn.core.resource.EventDestination;

/** The sinks of this installation. */
@FunctionalInterface
public interface Sinks {

    /** The sink for an account's places of a kind. */
    Sink of(AccountId account, EventDestination.Target kind);
}
