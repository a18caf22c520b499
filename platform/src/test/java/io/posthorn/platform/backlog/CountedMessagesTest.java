package io.posthorn.platform.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.AccountId;
import io.posthorn.schemas.WaitingCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedMessagesTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");

    private final CountedMessages counted = new CountedMessages();

    @Test
    void addsUpThePartitionsOfAnAccount() {
        tell(ACCOUNT, 0, 5);
        tell(ACCOUNT, 1, 7);
        tell(OTHER, 1, 2);

        assertThat(counted.of(ACCOUNT)).isEqualTo(12);
        assertThat(counted.of(OTHER)).isEqualTo(2);
    }

    @Test
    void knowsTheNewestOfEachPartition() {
        tell(ACCOUNT, 0, 5);
        tell(ACCOUNT, 1, 7);
        tell(ACCOUNT, 0, 4);
        counted.apply("111122223333/1", Optional.empty());

        assertThat(counted.of(ACCOUNT)).isEqualTo(4);
    }

    @Test
    void knowsNothingOfAccountsOfWhichNothingIsKeptBack() {
        counted.apply("111122223333/1", Optional.empty());

        assertThat(counted.of(ACCOUNT)).isZero();
    }

    private void tell(AccountId account, int partition, long messages) {
        counted.apply(account.value() + "/" + partition, Optional.of(new WaitingCount(account.value(), messages)));
    }
}
