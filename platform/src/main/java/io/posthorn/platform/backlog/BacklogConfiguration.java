package io.posthorn.platform.backlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.view.TopicView;
import io.posthorn.schemas.NumberBacklog;
import io.posthorn.schemas.topic.Topics;
import java.time.Duration;
import java.util.Comparator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For services that ask what waits: they import it beside the platform's own configuration. */
@Configuration(proxyBeanMethods = false)
public class BacklogConfiguration {
    private static final double MILLIS_PER_SECOND = 1_000;

    @Bean
    ToldBacklogs backlogView(MeterRegistry meters) {
        var backlogs = new ToldBacklogs();
        measure(backlogs, meters);
        return backlogs;
    }

    @Bean
    TopicView<NumberBacklog> backlogTopic(KafkaClients clients, ToldBacklogs backlogView) {
        return new TopicView<>(Topics.NUMBER_BACKLOGS, clients, backlogView::apply);
    }

    /** All queues of the installation together: which number it is, the API tells. */
    static void measure(BacklogView view, MeterRegistry meters) {
        Gauge.builder("posthorn.queues.numbers", view, each -> each.after("").count())
                .description("Numbers for whose rate messages wait")
                .register(meters);
        Gauge.builder(
                        "posthorn.queues.messages",
                        view,
                        each -> each.after("")
                                .mapToLong(queue -> queue.backlog().messages())
                                .sum())
                .description("Messages that wait for the rate of their number")
                .register(meters);
        Gauge.builder("posthorn.queues.longest.wait", view, BacklogConfiguration::longestWait)
                .description("How long it takes until the longest queue is gone")
                .baseUnit("seconds")
                .register(meters);
    }

    private static double longestWait(BacklogView view) {
        return view.after("")
                        .map(queue -> queue.backlog().estimatedWait())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / MILLIS_PER_SECOND;
    }
}
