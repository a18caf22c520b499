package io.posthorn.send;

import io.posthorn.send.carrier.CarriersProperties;
import io.posthorn.send.carrier.ConnectorProperties;
import io.posthorn.send.carrier.simulator.SimulatorProperties;
import io.posthorn.send.inbound.InboundProperties;
import io.posthorn.send.receipt.ReceiptProperties;
import io.posthorn.send.throttle.QuietHoursProperties;
import io.posthorn.send.throttle.ThrottleProperties;
import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Everything that can be set in the send-service. */
@Validated
@ConfigurationProperties(prefix = "posthorn.send", ignoreUnknownFields = false)
public record SendProperties(
        @DefaultValue @Valid ThrottleProperties throttle,
        @DefaultValue @Valid QuietHoursProperties quietHours,
        @DefaultValue @Valid ConnectorProperties connector,
        @DefaultValue @Valid CarriersProperties carriers,
        @DefaultValue @Valid ReceiptProperties receipts,
        @DefaultValue @Valid InboundProperties inbound,
        @DefaultValue @Valid SimulatorProperties simulator) {}
