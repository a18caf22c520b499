package io.posthorn.platform.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.routing.Connections;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConnectionsTest {
    private final OperatorDirectory operator = new OperatorDirectory(AccountDefaults.GUIDE);
    private final Connections connections =
            new OperatorConnections(Connections.of(Map.of("DE", "configured"), Map.of("DE", "shared")), operator);

    @BeforeEach
    void operatorHolds() {
        hold("*", "FR", false, false);
        hold("MyShop", "FR", false, false);
        hold("Bank", "FR", true, false);
        hold("Ours", "FR", false, true);
        hold("MyShop", "DE", false, false);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "MyShop, FR, carrier-MyShop",
                "Anything, FR, carrier-*",
                // to be registered, or kept back
                "Bank, FR, -",
                "Ours, FR, -",
                "Anything, ES, -",
                // what the configuration says goes first
                "MyShop, DE, configured"
            })
    void findsWhoTakesAName(String name, String country, @Nullable String carrier) {
        assertThat(connections.forChosenName(name, country).orElse(null)).isEqualTo(carrier);
        assertThat(connections.forSharedRoutes(country).orElse(null)).isEqualTo(country.equals("DE") ? "shared" : null);
    }

    private void hold(String name, String country, boolean registrationRequired, boolean withheld) {
        operator.put(new HeldSenderId(
                name, country, "carrier-" + name, null, BigDecimal.ZERO, registrationRequired, withheld));
    }
}
