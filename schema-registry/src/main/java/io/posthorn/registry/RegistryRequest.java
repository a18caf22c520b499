package io.posthorn.registry;

import java.util.List;
import java.util.Map;

/**
 * A request as far as the registry is concerned.
 *
 * @param path the decoded segments below the place where the registry is mounted
 * @param query the first value of each parameter
 */
record RegistryRequest(String method, List<String> path, Map<String, String> query, String body) {
    RegistryRequest {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    boolean isSet(String parameter) {
        return "true".equalsIgnoreCase(query.get(parameter));
    }
}
