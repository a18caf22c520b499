package io.posthorn.platform.backlog;

import io.posthorn.core.AccountId;
import io.posthorn.core.send.Backlog;
import io.posthorn.core.send.Backlogs;
import java.util.stream.Stream;

/** Backlogs that can be listed. */
public interface BacklogView extends Backlogs {

    /**
     * The backlog of one number.
     *
     * @param originationIdentity phone number or sender id
     */
    record Queue(AccountId account, String originationIdentity, Backlog backlog) {

        /** What queues are ordered by. */
        public String key() {
            return BacklogRecords.key(account.value(), originationIdentity);
        }
    }

    /** The backlogs of all numbers of all accounts whose keys come after {@code key}, in the order of their keys. */
    Stream<Queue> after(String key);
}
