package io.posthorn.send.carrier;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import io.posthorn.schemas.topic.Topics;
import io.posthorn.send.carrier.route.RouteCarriers;
import io.posthorn.send.line.Rates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the connector: every {@link Carrier} and {@link CarrierGroup} in the context takes part. */
@Configuration(proxyBeanMethods = false)
public class CarrierConfiguration {

    @Bean(destroyMethod = "close")
    ConnectorRecords connectorRecords(KafkaClients clients) {
        return new ConnectorRecords(clients);
    }

    @Bean
    CarrierReceipts carrierReceipts(ConnectorRecords records, Clock clock) {
        return new KafkaCarrierReceipts(records, clock);
    }

    @Bean
    CarrierInbox carrierInbox(ConnectorRecords records, Clock clock) {
        return text -> records.write(Topics.INBOUND_PARTS, text.key(), text.record(clock.instant()));
    }

    @Bean
    StageLifecycle connectorStage(
            Stages stages,
            List<Carrier> carriers,
            List<CarrierGroup> groups,
            ResourceView resources,
            Rates numberRates,
            Clock clock,
            MeterRegistry meters,
            ConnectorProperties properties,
            CarriersProperties configured) {
        var all = new ArrayList<>(carriers);
        groups.forEach(group -> all.addAll(group.carriers()));
        all.addAll(RouteCarriers.over(List.copyOf(all), configured.routes(), clock, meters));
        return stages.run(
                ConnectorProcessor.stage(
                        new Carriers(all), resources, numberRates, clock, meters, properties.answerTimeout()),
                properties.threads());
    }
}
