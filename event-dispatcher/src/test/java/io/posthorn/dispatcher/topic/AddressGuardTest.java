package io.posthorn.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private final AddressGuard strict = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1"
            })
    void refusesAddressesThatAreNotEverybodys(String address) throws UnknownHostException {
        assertThat(strict.allows(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2600::1",
                "2a00:1450::1"
            })
    void allowsTheRest(String address) throws UnknownHostException {
        assertThat(strict.allows(address(address))).isTrue();
    }

    @Test
    void allowsWhatIsConfigured() throws UnknownHostException {
        var guard = new AddressGuard(List.of(Network.parse("10.1.0.0/16"), Network.parse("::1/128")));

        assertThat(guard.allows(address("10.1.255.255"))).isTrue();
        assertThat(guard.allows(address("10.2.0.0"))).isFalse();
        assertThat(guard.allows(address("::1"))).isTrue();
        assertThat(guard.allows(address("::2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "localhost/8", "256.0.0.0/8", "::/129", ""})
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }
}
