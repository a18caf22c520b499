package io.posthorn.registration.identity;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.UserKeyOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.UserKey;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;

/** Keeps a key of a user, whose secret the gateway has sealed. */
public record StoreUserKey(String userName, String accessKeyId, String sealedSecret) implements Request {
    /** As at the service: one in use, and its successor. */
    private static final int MOST_KEYS = 2;

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return Decision.given(account, ResourceKind.USER, userName, user -> {
            if (UserKeys.of(account, userName).count() >= MOST_KEYS) {
                return Decision.quotaExceeded(QuotaReason.ACCESS_KEYS_PER_USER);
            }
            var key = new UserKey(accessKeyId, userName, sealedSecret, true, context.now());
            return Decision.changed(new Created(UserKeyOutput.of(key)), new Change.Put(key));
        });
    }

    private record Created(UserKeyOutput accessKey) {}

    @Override
    public String toString() {
        return "StoreUserKey[userName=" + userName + ", accessKeyId=" + accessKeyId + "]";
    }
}
