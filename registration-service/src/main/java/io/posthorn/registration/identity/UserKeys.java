package io.posthorn.registration.identity;

import io.posthorn.core.api.ResourceType;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.UserKey;
import io.posthorn.registration.command.Decision;
import java.util.function.Function;
import java.util.stream.Stream;

/** The access keys of users. */
final class UserKeys {
    private UserKeys() {}

    static Stream<UserKey> of(AccountResources account, String userName) {
        return account.all(ResourceKind.USER_KEY).filter(key -> key.userName().equals(userName));
    }

    /** Goes on with a key of a user, or refuses because that user has no such key. */
    static Decision given(
            AccountResources account, String userName, String accessKeyId, Function<UserKey, Decision> decide) {
        return account.find(ResourceKind.USER_KEY, accessKeyId)
                .filter(key -> key.userName().equals(userName))
                .map(decide)
                .orElseGet(() -> Decision.notFound(ResourceType.ACCESS_KEY, accessKeyId));
    }
}
