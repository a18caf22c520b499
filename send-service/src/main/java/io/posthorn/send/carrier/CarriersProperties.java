package io.posthorn.send.carrier;

import io.posthorn.send.carrier.http.HttpConnection;
import io.posthorn.send.carrier.route.RouteRule;
import io.posthorn.send.carrier.smpp.SmppConnection;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections to carriers, by the names that numbers refer to.
 *
 * @param smpp those that speak SMPP
 * @param http those that take messages over HTTP
 * @param routes names that stand for several of them, with the rules that choose; the first that fits counts
 */
public record CarriersProperties(
        @DefaultValue Map<String, @Valid SmppConnection> smpp,
        @DefaultValue Map<String, @Valid HttpConnection> http,
        @DefaultValue Map<String, List<@Valid RouteRule>> routes) {

    public CarriersProperties {
        smpp = Map.copyOf(smpp);
        http = Map.copyOf(http);
        routes = Map.copyOf(routes);
    }
}
