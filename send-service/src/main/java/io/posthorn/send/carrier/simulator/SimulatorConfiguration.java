package io.posthorn.send.carrier.simulator;

import io.posthorn.send.carrier.Carrier;
import io.posthorn.send.carrier.CarrierReceipts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the simulator. */
@Configuration(proxyBeanMethods = false)
public class SimulatorConfiguration {

    @Bean
    Carrier simulatorCarrier(SimulatorProperties properties) {
        return new SimulatorCarrier(properties.otherDestinations());
    }

    @Bean(destroyMethod = "close")
    ScriptedCarriers scriptedCarriers(SimulatorProperties properties, CarrierReceipts receipts, Clock clock) {
        return new ScriptedCarriers(properties.carriers(), receipts, clock);
    }
}
