package io.posthorn.gateway.access;

import io.posthorn.core.policy.Principal;
import io.posthorn.core.signature.Credentials;
import io.posthorn.core.signature.SigningCredential;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that open this installation. */
public final class AccessKeys implements Credentials {
    private final Map<String, AccessKey> byId;
    private final Map<String, SigningCredential> credentials;

    private final Credentials others;

    private AccessKeys(Map<String, AccessKey> byId, Credentials others) {
        this.byId = Map.copyOf(byId);
        this.others = others;
        this.credentials = byId.values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        AccessKey::accessKeyId, key -> new SigningCredential(key.secret(), key.accountId())));
    }

    /**
     * The keys of the configuration.
     *
     * @param development whether the development key is one of them
     * @throws IllegalArgumentException when two keys have the same id
     */
    public static AccessKeys of(Collection<AccessKey> configured, boolean development) {
        var keys = new HashMap<String, AccessKey>();
        if (development) {
            keys.put(AccessKey.DEVELOPMENT.accessKeyId(), AccessKey.DEVELOPMENT);
        }
        for (var key : configured) {
            var other = keys.put(key.accessKeyId(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalArgumentException(
                        "posthorn.gateway.credentials: access key id '" + key.accessKeyId() + "' is there twice");
            }
        }
        return new AccessKeys(keys, (id, token, now) -> new Found.Unknown());
    }

    /**
     * Refuses to open an installation to the network with a key that everybody knows.
     *
     * @param listeningOn the address requests come in on; {@code null} stands for all addresses
     * @throws DevelopmentCredentialsExposedException when others could reach it
     */
    public void requireSafeOn(@Nullable InetAddress listeningOn) {
        var exposed = listeningOn == null || !listeningOn.isLoopbackAddress();
        if (exposed && byId.values().stream().anyMatch(AccessKey::isPublicKnowledge)) {
            throw new DevelopmentCredentialsExposedException(
                    listeningOn == null ? "all addresses" : listeningOn.getHostAddress());
        }
    }

    /**
     * These keys, and others that come and go.
     *
     * @param others asked only for ids that are not among these
     */
    public AccessKeys and(Credentials others) {
        return new AccessKeys(byId, others);
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    @Override
    public Found find(String accessKeyId, @Nullable String sessionToken, Instant now) {
        var configured = credentials.get(accessKeyId);
        return configured == null ? others.find(accessKeyId, sessionToken, now) : new Found.Known(configured);
    }

    /** Whose an API key is. */
    public record Holder(String accessKeyId, Principal principal) {}

    /**
     * Whom an API key stands for: the id of an access key, a dot and its secret. Takes as long for a wrong secret as
     * for the right one.
     *
     * @param sessionToken null where there is none
     */
    public Optional<Holder> holderOf(String apiKey, @Nullable String sessionToken, Instant now) {
        int dot = apiKey.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        var accessKeyId = apiKey.substring(0, dot);
        return find(accessKeyId, sessionToken, now) instanceof Found.Known(var credential)
                        && MessageDigest.isEqual(
                                credential.secret().getBytes(StandardCharsets.UTF_8),
                                apiKey.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
                ? Optional.of(new Holder(accessKeyId, credential.principal()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "AccessKeys" + byId.keySet();
    }
}
