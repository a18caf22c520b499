package io.posthorn.core.routing;

import io.posthorn.core.operator.HeldSenderId;
import java.util.Map;
import java.util.Optional;

/** The carrier connections for messages under names and from shared identities, by the country they go to. */
public interface Connections {
    /** There are none. */
    Connections NONE = of(Map.of(), Map.of());

    /** Stands for all countries that are not named. */
    String ANY_COUNTRY = "*";

    /**
     * The connection that takes a name the sender chose freely.
     *
     * @param country ISO 3166-1 alpha-2 code
     */
    Optional<String> forChosenName(String name, String country);

    /**
     * On which terms a carrier of the operator's takes a name: those of the name, else those of all names in that
     * country. Empty where the operator has settled nothing.
     *
     * @param country ISO 3166-1 alpha-2 code
     */
    default Optional<HeldSenderId> terms(String name, String country) {
        return Optional.empty();
    }

    /**
     * The connection that has an identity all accounts may share.
     *
     * @param country ISO 3166-1 alpha-2 code
     */
    Optional<String> forSharedRoutes(String country);

    /** Connections by country; {@link #ANY_COUNTRY} stands for those not named. */
    static Connections of(Map<String, String> chosenNames, Map<String, String> sharedRoutes) {
        var names = Map.copyOf(chosenNames);
        var shared = Map.copyOf(sharedRoutes);
        return new Connections() {
            @Override
            public Optional<String> forChosenName(String name, String country) {
                return find(names, country);
            }

            @Override
            public Optional<String> forSharedRoutes(String country) {
                return find(shared, country);
            }

            private static Optional<String> find(Map<String, String> connections, String country) {
                var named = connections.get(country);
                return Optional.ofNullable(named == null ? connections.get(ANY_COUNTRY) : named);
            }
        };
    }
}
