package io.posthorn.send.carrier.route;

import io.posthorn.schemas.Message;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which connections take certain messages of a route.
 *
 * @param countries ISO 3166-1 alpha-2 codes of the recipients' countries; empty: all
 * @param identities numbers, with the plus sign, and sender ids messages come from; empty: all
 * @param via connections, the one that is preferred first
 */
public record RouteRule(
        @DefaultValue Set<String> countries,
        @DefaultValue Set<String> identities,
        @NotEmpty List<String> via) {

    public RouteRule {
        countries = Set.copyOf(countries);
        identities = Set.copyOf(identities);
        via = List.copyOf(via);
    }

    boolean takes(Message message) {
        return (countries.isEmpty() || countries.contains(message.getDestinationCountry()))
                && (identities.isEmpty() || identities.contains(message.getOriginationIdentity()));
    }
}
