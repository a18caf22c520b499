package io.posthorn.send.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.routing.Connections;
import io.posthorn.platform.test.KnownResources;
import io.posthorn.send.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    /** What the operator holds: all names of one country at a rate, all of another without one. */
    private static final Connections CONNECTIONS = new Connections() {
        @Override
        public Optional<String> forChosenName(String name, String country) {
            return Optional.empty();
        }

        @Override
        public Optional<String> forSharedRoutes(String country) {
            return Optional.empty();
        }

        @Override
        public Optional<HeldSenderId> terms(String name, String country) {
            return switch (country) {
                case "DE" -> Optional.of(held(country, 30));
                case "FR" -> Optional.of(held(country, null));
                default -> Optional.empty();
            };
        }

        private static HeldSenderId held(String country, @Nullable Integer partsPerSecond) {
            return new HeldSenderId("*", country, "carrier", partsPerSecond, BigDecimal.ZERO, false, false);
        }
    };

    private final Rates rates = new Rates(new KnownResources(), CONNECTIONS, 10, Map.of("FAST", 100));

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"EXAMPLE, DE, 30", "EXAMPLE, FR, 10", "EXAMPLE, ES, 10", "FAST, DE, 100"})
    void goesByWhatIsAgreedOnAboutAName(String name, String country, int rate) {
        var message = Messages.aMessage("m", "+12065550100", Instant.EPOCH)
                .setOriginationIdentity(name)
                .setOriginationIdentityId(name + "/" + country)
                .setDestinationCountry(country)
                .build();

        assertThat(rates.of(message)).isEqualTo(rate);
    }
}
