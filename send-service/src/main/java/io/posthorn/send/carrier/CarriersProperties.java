package io.posthorn.send.carrier;

import io.posthorn.send.carrier.http.HttpConnection;
import io.posthorn.send.carrier.smpp.SmppConnection;
import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections to carriers, by the names that numbers refer to.
 *
 * @param smpp those that speak SMPP
 * @param http those that take messages over HTTP
 */
public record CarriersProperties(
        @DefaultValue Map<String, @Valid SmppConnection> smpp,
        @DefaultValue Map<String, @Valid HttpConnection> http) {

    public CarriersProperties {
        smpp = Map.copyOf(smpp);
        http = Map.copyOf(http);
    }
}
