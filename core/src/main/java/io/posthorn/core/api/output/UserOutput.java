package io.posthorn.core.api.output;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user. */
public record UserOutput(
        String path,
        String userName,
        String userId,
        String arn,
        Instant createDate,
        @Nullable BoundaryOutput permissionsBoundary,
        List<TagOutput> tags) {

    public static UserOutput of(AccountResources account, User user) {
        return new UserOutput(
                "/",
                user.name(),
                user.uniqueId(),
                account.arnOf(user),
                user.createdAt(),
                BoundaryOutput.of(user.grants().boundary()),
                TagOutput.of(user.tags()));
    }
}
