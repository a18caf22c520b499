package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void choosesEachPortOnceAndBelowThoseThatAreLent() {
        assertThat(FreePorts.choose(20)).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void passesOverPortsThatAreTaken() throws IOException {
        var following = FreePorts.choose() + 1;
        try (var taken = new ServerSocket(following, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.choose()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
