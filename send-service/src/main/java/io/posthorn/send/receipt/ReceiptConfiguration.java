package io.posthorn.send.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.stage.Stages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the matching of reports to messages. */
@Configuration(proxyBeanMethods = false)
public class ReceiptConfiguration {

    @Bean
    StageLifecycle receiptsStage(Stages stages, MeterRegistry meters, ReceiptProperties properties) {
        return stages.run(ReceiptProcessor.stage(properties.giveUpAfter(), meters), properties.threads());
    }

    @Bean
    StageLifecycle referencesStage(Stages stages, MeterRegistry meters, Clock clock, ReceiptProperties properties) {
        return stages.run(ReferenceProcessor.stage(properties.giveUpAfter(), clock, meters), properties.threads());
    }
}
