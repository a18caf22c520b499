package io.posthorn.core.send;

import io.posthorn.core.AccountId;
import java.util.Optional;

/** What waits for the rates of numbers, as far as this instance knows: a second or two old, and a tenth off at most. */
public interface Backlogs {

    /**
     * What waits for the rate of a number.
     *
     * @param originationIdentity phone number or sender id
     * @return empty where nothing waits, or not for longer than a moment
     */
    Optional<Backlog> of(AccountId account, String originationIdentity);

    /** Messages that wait for the rates of all numbers of an account. */
    long waitingMessages(AccountId account);
}
