package io.posthorn.platform.facts;

import io.posthorn.core.routing.Connections;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which carrier connections take messages that come from no resource of an account.
 *
 * @param chosenNames carrier connection by country, for names that senders choose freely; {@code [*]} stands for all
 *     countries that are not named
 * @param sharedRoutes carrier connection by country, for identities that all accounts share; {@code [*]} stands for all
 *     countries that are not named
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.connections", ignoreUnknownFields = false)
public record ConnectionProperties(
        @DefaultValue Map<String, String> chosenNames,
        @DefaultValue Map<String, String> sharedRoutes) {

    public ConnectionProperties {
        chosenNames = Map.copyOf(chosenNames);
        sharedRoutes = Map.copyOf(sharedRoutes);
    }

    /** The connections that are named here, and no others. */
    Connections toConnections() {
        return Connections.of(chosenNames, sharedRoutes);
    }
}
