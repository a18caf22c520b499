package io.posthorn.dispatcher.topic;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the subscribers of topics are served.
 *
 * @param publicUrl where subscribers reach the API, for the links in messages and the certificate they are checked
 *     with; left out, it is {@code http://localhost} and the port of this process
 * @param reachableNetworks networks such as {@code 10.1.0.0/16} that subscribers may have us call although their
 *     addresses are private, local or otherwise not everybody's
 * @param requestTimeout how long one request may take
 * @param atOnce most requests to one host at the same time
 * @param connections most connections to all of them together
 */
public record SubscriberProperties(
        @Nullable URI publicUrl,
        @DefaultValue List<String> reachableNetworks,

        @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration requestTimeout,

        @DefaultValue("16") @Min(1) @Max(1_000) int atOnce,
        @DefaultValue("256") @Min(1) @Max(10_000) int connections) {

    public SubscriberProperties {
        reachableNetworks = List.copyOf(reachableNetworks);
        reachableNetworks.forEach(Network::parse);
        // A text without a colon is an address, too: one without a scheme.
        if (publicUrl != null && !"http".equals(publicUrl.getScheme()) && !"https".equals(publicUrl.getScheme())) {
            throw new IllegalArgumentException("a public URL must be an http or https address, was " + publicUrl);
        }
    }

    List<Network> networks() {
        return reachableNetworks.stream().map(Network::parse).toList();
    }
}
