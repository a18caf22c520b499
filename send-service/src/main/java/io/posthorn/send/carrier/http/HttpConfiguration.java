package io.posthorn.send.carrier.http;

import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.CarriersProperties;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the HTTP carriers. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

    @Bean(destroyMethod = "close")
    HttpCarriers httpCarriers(CarriersProperties properties, Clock clock) {
        return new HttpCarriers(properties.http(), clock);
    }

    @Bean
    ServletRegistrationBean<HttpServlet> carrierReceiptServlet(
            CarriersProperties properties, CarrierReceipts receipts) {
        var registration = new ServletRegistrationBean<HttpServlet>(
                new ReceiptServlet(properties.http(), receipts), "/carriers/*");
        registration.setName("carrierReceiptServlet");
        return registration;
    }
}
