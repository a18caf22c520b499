package io.posthorn.dispatcher.log;

import io.posthorn.core.AccountId;
import io.posthorn.dispatcher.file.DayFiles;
import io.posthorn.dispatcher.sink.SafeName;
import java.nio.file.Path;

/** Where log groups are: {@code <account>/<region>/<group>}. A day is a stream of the group. */
final class LogGroups {
    private LogGroups() {}

    /** @param groups holds the groups of all accounts */
    static DayFiles files(Path groups, AccountId account, String region, String name) {
        return new DayFiles(
                groups.resolve(account.value()).resolve(SafeName.of(region)).resolve(SafeName.of(name)));
    }
}
