package io.posthorn.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.AccountId;
import io.posthorn.core.signature.Credentials.Found;
import io.posthorn.core.signature.SigningCredential;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeysTest {
    private static final AccessKey OWN = new AccessKey("AKIDOWN", "own-secret-value", "111111111111");

    @Test
    void showsNoSecret() {
        assertThat(OWN.toString()).contains("AKIDOWN", "111111111111").doesNotContain("own-secret-value");
        assertThat(AccessKeys.of(List.of(OWN), true).toString()).doesNotContain("secret");
    }

    @Test
    void addsTheDevelopmentKeyOnlyWhereAskedTo() {
        assertThat(find(AccessKeys.of(List.of(OWN), false), "posthorn")).isEqualTo(new Found.Unknown());
        assertThat(find(AccessKeys.of(List.of(OWN), true), "posthorn")).isEqualTo(known(AccessKey.DEVELOPMENT));
        assertThat(find(AccessKeys.of(List.of(OWN), true), "AKIDOWN")).isEqualTo(known(OWN));
    }

    private static Found find(AccessKeys keys, String id) {
        return keys.find(id, null, Instant.EPOCH);
    }

    private static Found known(AccessKey key) {
        return new Found.Known(new SigningCredential(key.secret(), new AccountId(key.account())));
    }

    @Test
    void refusesTwoKeysWithOneId() {
        var other = new AccessKey("AKIDOWN", "another", "111111111111");

        assertThatThrownBy(() -> AccessKeys.of(List.of(OWN, other), false))
                .hasMessageContaining("AKIDOWN")
                .hasMessageNotContaining("another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
    void letsTheDevelopmentKeyListenOnLoopback(String address) {
        assertThatCode(() -> AccessKeys.of(List.of(), true).requireSafeOn(address(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::"})
    void refusesToListenElsewhereWithTheDevelopmentKey(String address) {
        assertThatThrownBy(() -> AccessKeys.of(List.of(OWN), true).requireSafeOn(address(address)))
                .isInstanceOf(DevelopmentCredentialsExposedException.class)
                .hasMessageContaining("loopback")
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesNoAddressForAllAddresses() {
        assertThatThrownBy(() -> AccessKeys.of(List.of(), true).requireSafeOn(null))
                .isInstanceOf(DevelopmentCredentialsExposedException.class)
                .hasMessageContaining("all addresses");
    }

    @Test
    void knowsTheDevelopmentSecretUnderAnyId() {
        var renamed = new AccessKey("AKIDOWN", AccessKey.DEVELOPMENT.secret(), "111111111111");

        assertThatThrownBy(() -> AccessKeys.of(List.of(renamed), false).requireSafeOn(null))
                .isInstanceOf(DevelopmentCredentialsExposedException.class);
    }

    @Test
    void listensAnywhereWithOtherKeys() {
        assertThatCode(() -> AccessKeys.of(List.of(OWN), false).requireSafeOn(null))
                .doesNotThrowAnyException();
    }

    @Test
    void saysAtStartWhatToDo() {
        var exposed = new DevelopmentCredentialsExposedException("10.1.2.3");

        var analysis = new DevelopmentCredentialsExposedFailureAnalyzer().analyze(exposed, exposed);

        assertThat(analysis.getDescription()).contains("10.1.2.3");
        assertThat(analysis.getAction()).contains("server.address", "posthorn.gateway.credentials");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
