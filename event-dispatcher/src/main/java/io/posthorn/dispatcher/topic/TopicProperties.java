package io.posthorn.dispatcher.topic;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.List;

/**
 * Who listens to a topic.
 *
 * @param endpoints HTTP or HTTPS addresses that get a POST for each event
 */
public record TopicProperties(@NotEmpty List<URI> endpoints) {
    public TopicProperties {
        endpoints = List.copyOf(endpoints);
        for (var endpoint : endpoints) {
            if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
                throw new IllegalArgumentException("an endpoint must be an http or https address, was " + endpoint);
            }
        }
    }
}
