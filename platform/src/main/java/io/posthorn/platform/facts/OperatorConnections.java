package io.posthorn.platform.facts;

import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.operator.OperatorKind;
import io.posthorn.core.operator.OperatorResources;
import io.posthorn.core.routing.Connections;
import java.util.Optional;

/**
 * The connections of the configuration and, where that names none, those of the sender ids the operator holds. A name
 * that has to be registered, or that the operator keeps back, is nobody's to choose.
 */
public final class OperatorConnections implements Connections {
    private final Connections configured;
    private final OperatorResources operator;

    OperatorConnections(Connections configured, OperatorResources operator) {
        this.configured = configured;
        this.operator = operator;
    }

    /** The connections of the configuration, and those of the operator's sender ids as they stand at any time. */
    public static Connections of(ConnectionProperties configured, OperatorResources operator) {
        return new OperatorConnections(configured.toConnections(), operator);
    }

    @Override
    public Optional<String> forChosenName(String name, String country) {
        var named = configured.forChosenName(name, country);
        return named.isPresent()
                ? named
                : terms(name, country)
                        .filter(entry -> !entry.registrationRequired() && !entry.withheld())
                        .map(HeldSenderId::carrier);
    }

    @Override
    public Optional<HeldSenderId> terms(String name, String country) {
        return held(name, country).or(() -> held(HeldSenderId.ANY, country));
    }

    @Override
    public Optional<String> forSharedRoutes(String country) {
        return configured.forSharedRoutes(country);
    }

    private Optional<HeldSenderId> held(String name, String country) {
        return operator.find(OperatorKind.SENDER_ID, HeldSenderId.id(country, name));
    }
}
