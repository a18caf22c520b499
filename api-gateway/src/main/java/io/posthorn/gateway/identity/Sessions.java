package io.posthorn.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posthorn.core.AccountId;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccessKeyIds;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Role;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.signature.Credentials.Found;
import io.posthorn.core.signature.SigningCredential;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Temporary credentials. All there is to know about a session is in its token, sealed with a key that the role has: any
 * gateway can read it, nobody has to keep it, and with the role all its sessions are gone.
 */
public final class Sessions {
    private static final char BEHIND_ROLE = '\n';
    private static final int SECRET_BYTES = 30;

    /** Some kilobytes each. */
    private static final int MOST_KEPT = 10_000;

    /** Far above what a session with all it may carry comes to. */
    private static final int LONGEST_TOKEN = 64 * 1024;

    private final Function<Scope, AccountResources> resources;
    private final OpenedSecrets secrets;
    private final SecureRandom random = new SecureRandom();
    private final Cache<Ticket, Opened> opened =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    private record Ticket(String accessKeyId, String token) {}

    private record Opened(Role role, Content content, Principal.Session principal) {}

    /** What is sealed in a token. */
    record Content(
            String roleId,
            String name,
            String secret,
            Instant expiresAt,
            List<String> policies,
            Map<String, String> tags) {}

    /**
     * The credentials of a session.
     *
     * @param secret shown once, never logged
     */
    public record Issued(String accessKeyId, String secret, String token, Principal.Session principal) {
        @Override
        public String toString() {
            return "Issued[accessKeyId=" + accessKeyId + ", principal=" + principal.arn() + "]";
        }
    }

    public Sessions(Function<Scope, AccountResources> resources, OpenedSecrets secrets) {
        this.resources = resources;
        this.secrets = secrets;
    }

    /**
     * Begins a session; empty where the key of the role cannot be opened here.
     *
     * @param policies documents that are well formed
     */
    public Optional<Issued> begin(
            AccountId account,
            Role role,
            String name,
            Instant expiresAt,
            List<String> policies,
            Map<String, String> tags) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var content = new Content(role.uniqueId(), name, secret, expiresAt, policies, tags);
        var accessKeyId = AccessKeyIds.temporary(account, random);
        return seal(account, role).map(seal -> {
            var sealed =
                    role.name() + BEHIND_ROLE + seal.seal(accessKeyId, WireJson.MAPPER.writeValueAsString(content));
            var token = Base64.getUrlEncoder().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
            return new Issued(accessKeyId, secret, token, principal(account, role, content));
        });
    }

    /** The session that temporary credentials are of. */
    Found find(AccountId account, String accessKeyId, @Nullable String token, Instant now) {
        if (token == null || token.length() > LONGEST_TOKEN) {
            return new Found.OtherToken();
        }
        var ticket = new Ticket(accessKeyId, token);
        var known = opened.getIfPresent(ticket);
        if (known == null || !known.role().equals(role(account, known.role().name()))) {
            known = open(account, accessKeyId, token).orElse(null);
            if (known == null) {
                return new Found.OtherToken();
            }
            opened.put(ticket, known);
        }
        return known.content().expiresAt().isAfter(now)
                ? new Found.Known(new SigningCredential(known.content().secret(), known.principal()))
                : new Found.Expired();
    }

    private Optional<Opened> open(AccountId account, String accessKeyId, String token) {
        try {
            var sealed = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int end = sealed.indexOf(BEHIND_ROLE);
            var role = end < 0 ? null : role(account, sealed.substring(0, end));
            if (role == null) {
                return Optional.empty();
            }
            return seal(account, role)
                    .flatMap(seal -> seal.open(accessKeyId, sealed.substring(end + 1)))
                    .map(json -> WireJson.MAPPER.readValue(json, Content.class))
                    .filter(content -> content.roleId().equals(role.uniqueId()))
                    .map(content -> new Opened(role, content, principal(account, role, content)));
        } catch (IllegalArgumentException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    private @Nullable Role role(AccountId account, String name) {
        return resources
                .apply(Scope.ofIdentities(account))
                .find(ResourceKind.ROLE, name)
                .orElse(null);
    }

    private Optional<SecretSeal> seal(AccountId account, Role role) {
        return secrets.open(role.in(Scope.ofIdentities(account)).arn(), role.sessionKey())
                .map(key -> SecretSeal.with(Base64.getDecoder().decode(key)));
    }

    private static Principal.Session principal(AccountId account, Role role, Content content) {
        return new Principal.Session(
                account,
                role.name(),
                role.uniqueId(),
                content.name(),
                content.policies().stream().map(Policies::compiled).toList(),
                content.tags());
    }
}
