package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Group;
import java.time.Instant;

/** A group. */
public record GroupOutput(String path, String groupName, String groupId, String arn, Instant createDate) {

    public static GroupOutput of(AccountResources account, Group group) {
        return new GroupOutput("/", group.name(), group.uniqueId(), account.arnOf(group), group.createdAt());
    }
}
