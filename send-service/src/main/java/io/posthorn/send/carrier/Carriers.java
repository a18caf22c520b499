package io.posthorn.send.carrier;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The carrier connections of this installation. */
final class Carriers {
    private final Map<String, Carrier> byName = new HashMap<>();

    Carriers(Collection<Carrier> carriers) {
        for (var carrier : carriers) {
            if (byName.put(carrier.name(), carrier) != null) {
                throw new IllegalArgumentException("two carriers are named '" + carrier.name() + "'");
            }
        }
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    Optional<Carrier> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
