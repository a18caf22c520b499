package io.posthorn.gateway.access;

import io.posthorn.core.AccountId;
import io.posthorn.core.signature.SigningCredential;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that open this installation. */
public final class AccessKeys {
    private final Map<String, AccessKey> byId;
    private final Map<String, SigningCredential> credentials;

    private final Function<String, Optional<SigningCredential>> issued;

    private AccessKeys(Map<String, AccessKey> byId, Function<String, Optional<SigningCredential>> issued) {
        this.byId = Map.copyOf(byId);
        this.issued = issued;
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
        return new AccessKeys(keys, id -> Optional.empty());
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
     * @param issued finds one by its id as things stand now; asked only for ids that are not among these
     */
    public AccessKeys and(Function<String, Optional<SigningCredential>> issued) {
        return new AccessKeys(byId, issued);
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** What signatures with this key are checked with. */
    Optional<SigningCredential> credential(String accessKeyId) {
        var configured = credentials.get(accessKeyId);
        return configured == null ? issued.apply(accessKeyId) : Optional.of(configured);
    }

    /**
     * The account that an API key opens: the id of an access key, a dot and its secret. Takes as long for a wrong
     * secret as for the right one.
     */
    public Optional<AccountId> accountOf(String apiKey) {
        int dot = apiKey.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return credential(apiKey.substring(0, dot))
                .filter(known -> MessageDigest.isEqual(
                        known.secret().getBytes(StandardCharsets.UTF_8),
                        apiKey.substring(dot + 1).getBytes(StandardCharsets.UTF_8)))
                .map(SigningCredential::account);
    }

    @Override
    public String toString() {
        return "AccessKeys" + byId.keySet();
    }
}
