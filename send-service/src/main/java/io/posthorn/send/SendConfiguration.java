package io.posthorn.send;

import io.posthorn.platform.PlatformConfiguration;
import io.posthorn.send.carrier.CarrierConfiguration;
import io.posthorn.send.carrier.CarriersProperties;
import io.posthorn.send.carrier.ConnectorProperties;
import io.posthorn.send.carrier.http.HttpConfiguration;
import io.posthorn.send.carrier.simulator.SimulatorConfiguration;
import io.posthorn.send.carrier.simulator.SimulatorProperties;
import io.posthorn.send.carrier.smpp.SmppConfiguration;
import io.posthorn.send.inbound.InboundConfiguration;
import io.posthorn.send.inbound.InboundProperties;
import io.posthorn.send.receipt.ReceiptConfiguration;
import io.posthorn.send.receipt.ReceiptProperties;
import io.posthorn.send.throttle.QuietHoursProperties;
import io.posthorn.send.throttle.ThrottleConfiguration;
import io.posthorn.send.throttle.ThrottleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The send-service as a part of any application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SendProperties.class)
@Import({
    PlatformConfiguration.class,
    ThrottleConfiguration.class,
    CarrierConfiguration.class,
    SimulatorConfiguration.class,
    SmppConfiguration.class,
    HttpConfiguration.class,
    ReceiptConfiguration.class,
    InboundConfiguration.class
})
public class SendConfiguration {

    @Bean
    ThrottleProperties throttleProperties(SendProperties properties) {
        return properties.throttle();
    }

    @Bean
    QuietHoursProperties quietHoursProperties(SendProperties properties) {
        return properties.quietHours();
    }

    @Bean
    ConnectorProperties connectorProperties(SendProperties properties) {
        return properties.connector();
    }

    @Bean
    CarriersProperties carriersProperties(SendProperties properties) {
        return properties.carriers();
    }

    @Bean
    ReceiptProperties receiptProperties(SendProperties properties) {
        return properties.receipts();
    }

    @Bean
    InboundProperties inboundProperties(SendProperties properties) {
        return properties.inbound();
    }

    @Bean
    SimulatorProperties simulatorProperties(SendProperties properties) {
        return properties.simulator();
    }
}
