package io.posthorn.send.carrier.smpp;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.send.carrier.CarrierInbox;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.CarriersProperties;
import java.time.Clock;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the SMPP carriers. */
@Configuration(proxyBeanMethods = false)
public class SmppConfiguration {

    @Bean(destroyMethod = "close")
    SmppCarriers smppCarriers(
            CarriersProperties properties,
            SslBundles bundles,
            CarrierReceipts receipts,
            CarrierInbox inbox,
            Clock clock,
            MeterRegistry meters) {
        return new SmppCarriers(properties.smpp(), bundles, receipts, inbox, clock, meters);
    }
}
