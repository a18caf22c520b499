package io.posthorn.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.policy.Principal;
import io.posthorn.core.resource.AccessKeyIds;
import io.posthorn.core.resource.Grants;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Role;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.User;
import io.posthorn.core.resource.UserKey;
import io.posthorn.core.signature.Credentials.Found;
import io.posthorn.core.signature.SigningCredential;
import io.posthorn.gateway.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityKeysTest {
    private static final Scope IDENTITIES = Scope.ofIdentities(TestAccount.SCOPE.account());
    private static final Instant NOW = TestAccount.NOW;
    private static final String KEY = AccessKeyIds.lasting(IDENTITIES.account(), new Random(7));

    private final SecretSeal seal = SecretSeal.with(new byte[SecretSeal.KEY_LENGTH]);
    private final ResourceMap resources = new ResourceMap();
    private final OpenedSecrets secrets = new OpenedSecrets(seal);
    private final Sessions sessions = new Sessions(resources::of, secrets);
    private final IdentityKeys keys = new IdentityKeys(resources::of, secrets, sessions);

    private static User ann() {
        return new User("ann", "AIDA1", Grants.NONE, List.of(), List.of(), NOW);
    }

    private Role role(String uniqueId, int key) {
        var bytes = new byte[SecretSeal.KEY_LENGTH];
        bytes[0] = (byte) key;
        var sealed = seal.seal(
                "arn:aws:iam::000000000000:role/deploy", Base64.getEncoder().encodeToString(bytes));
        return new Role("deploy", uniqueId, "", "{}", Duration.ofHours(1), sealed, Grants.NONE, List.of(), NOW);
    }

    @Test
    void findsTheUserOfAKey() {
        resources.put(IDENTITIES, ann());
        var key = new UserKey(KEY, "ann", seal.seal(KEY, "secret"), true, NOW);
        resources.put(IDENTITIES, key);

        assertThat(keys.find(KEY, null, NOW))
                .isEqualTo(new Found.Known(
                        new SigningCredential("secret", new Principal.User(IDENTITIES.account(), "ann", "AIDA1"))));

        resources.put(IDENTITIES, key.active(false));
        assertThat(keys.find(KEY, null, NOW)).isEqualTo(new Found.Unknown());
    }

    @ParameterizedTest
    @CsvSource({"posthorn", "AKIA", "AKIA0000000000000000", "AKIA77777777AAAAAAAA", "PHXXXXXXXXXXXXXXXXXX"})
    void knowsNoKeysOfAnotherForm(String id) {
        assertThat(keys.find(id, null, NOW)).isEqualTo(new Found.Unknown());
    }

    @Test
    void opensSessionsUntilTheyEndOrTheRoleDoes() {
        var role = role("AROA1", 1);
        resources.put(IDENTITIES, role);
        var issued = sessions.begin(
                        IDENTITIES.account(), role, "ci", NOW.plusSeconds(60), List.of(), Map.of("team", "red"))
                .orElseThrow();

        assertThat(keys.find(issued.accessKeyId(), issued.token(), NOW))
                .isEqualTo(new Found.Known(new SigningCredential(issued.secret(), issued.principal())));
        assertThat(issued.principal().arn()).isEqualTo("arn:aws:sts::000000000000:assumed-role/deploy/ci");
        assertThat(keys.find(issued.accessKeyId(), issued.token(), NOW.plusSeconds(60)))
                .isEqualTo(new Found.Expired());
        assertThat(keys.find(issued.accessKeyId(), null, NOW)).isEqualTo(new Found.OtherToken());
        assertThat(keys.find(issued.accessKeyId(), "x", NOW)).isEqualTo(new Found.OtherToken());
        assertThat(keys.find(issued.accessKeyId(), issued.token() + "AAAA", NOW))
                .isEqualTo(new Found.OtherToken());
        var other = AccessKeyIds.temporary(IDENTITIES.account(), new Random(8));
        assertThat(keys.find(other, issued.token(), NOW)).isEqualTo(new Found.OtherToken());

        resources.put(IDENTITIES, role("AROA2", 2));
        assertThat(keys.find(issued.accessKeyId(), issued.token(), NOW)).isEqualTo(new Found.OtherToken());
        resources.remove(role.in(IDENTITIES).toString());
        assertThat(keys.find(issued.accessKeyId(), issued.token(), NOW)).isEqualTo(new Found.OtherToken());
    }
}
