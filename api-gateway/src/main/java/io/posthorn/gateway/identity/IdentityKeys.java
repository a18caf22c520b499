package io.posthorn.gateway.identity;

import io.posthorn.core.AccountId;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccessKeyIds;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.UserKey;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigningCredential;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The access keys of users, and those of sessions. */
public final class IdentityKeys implements Credentials {
    private final Function<Scope, AccountResources> resources;
    private final OpenedSecrets secrets;
    private final Sessions sessions;

    public IdentityKeys(Function<Scope, AccountResources> resources, OpenedSecrets secrets, Sessions sessions) {
        this.resources = resources;
        this.secrets = secrets;
        this.sessions = sessions;
    }

    @Override
    public Found find(String accessKeyId, @Nullable String sessionToken, Instant now) {
        var account = AccessKeyIds.account(accessKeyId);
        if (account.isEmpty()) {
            return new Found.Unknown();
        }
        return AccessKeyIds.isTemporary(accessKeyId)
                ? sessions.find(account.get(), accessKeyId, sessionToken, now)
                : ofUser(account.get(), accessKeyId)
                        .<Found>map(Found.Known::new)
                        .orElseGet(Found.Unknown::new);
    }

    private Optional<SigningCredential> ofUser(AccountId account, String accessKeyId) {
        var identities = resources.apply(Scope.ofIdentities(account));
        return identities
                .find(ResourceKind.USER_KEY, accessKeyId)
                .filter(UserKey::active)
                .flatMap(key -> identities
                        .find(ResourceKind.USER, key.userName())
                        .flatMap(user -> secrets.open(key.id(), key.secret())
                                .map(secret -> new SigningCredential(
                                        secret, new Principal.User(account, user.name(), user.uniqueId())))));
    }
}
