package io.posthorn.routing;

import static io.posthorn.routing.SampleAccount.ACCOUNT;
import static io.posthorn.routing.SampleAccount.SCOPE;
import static io.posthorn.routing.SampleAccount.US_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.price.Price;
import io.posthorn.core.price.PriceList;
import io.posthorn.core.resource.SpendLimitOverride;
import io.posthorn.core.send.Channel;
import io.posthorn.platform.PosthornApplication;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.resource.ResourceView;
import io.posthorn.platform.spend.SpendView;
import io.posthorn.platform.stage.StageLifecycle;
import io.posthorn.platform.test.TestCluster;
import io.posthorn.schemas.DeliveryEvent;
import io.posthorn.schemas.SendRequest;
import io.posthorn.schemas.SpendTotal;
import io.posthorn.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** What an account spends, and where that ends, on a real broker with several partitions. */
class SpendIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BigDecimal PRICE = new BigDecimal("0.01");
    private static final int LIMIT_IN_DOLLARS = 1;
    private static final int MESSAGES_WITHIN_LIMIT = 100;
    private static final int BURST = 300;

    private TestCluster cluster;
    private ConfigurableApplicationContext service;
    private int sent;

    /** The routing-service of an installation where messages cost something. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(RoutingConfiguration.class)
    static class Priced {
        @Bean
        @Primary
        PriceList onePriceForAll() {
            return (channel, country, route) -> new Price(PRICE, BigDecimal.ZERO);
        }
    }

    @BeforeEach
    void start() {
        cluster = TestCluster.start();
        var resources = new ArrayList<>(List.of(SampleAccount.resources()));
        resources.add(new SpendLimitOverride(Channel.TEXT, LIMIT_IN_DOLLARS));
        for (var resource : resources) {
            cluster.produce(Topics.RESOURCES, resource.in(SCOPE).toString(), ResourceRecords.toRecord(SCOPE, resource));
        }
        service = run("first", resources.size());
    }

    @AfterEach
    void stop() {
        service.close();
        cluster.close();
    }

    private ConfigurableApplicationContext run(String instance, int resources) {
        var arguments = new ArrayList<>(List.of(cluster.arguments(instance)));
        arguments.add("--server.port=0");
        arguments.add("--posthorn.routing.threads=2");
        var context = PosthornApplication.run(Priced.class, arguments.toArray(String[]::new));
        await().atMost(PATIENCE).until(context.getBean(StageLifecycle.class)::isReady);
        assertThat(context.getBean(ResourceView.class).awaitSeen(0, resources - 1, PATIENCE))
                .isTrue();
        return context;
    }

    /** Messages through all partitions; gives back once all are decided. */
    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            cluster.produce(
                    Topics.SEND_REQUESTS,
                    ACCOUNT + "/" + sent++,
                    SendRequest.newBuilder()
                            .setDestinationPhoneNumber(US_SUCCESS)
                            .setMessageBody("Hello")
                            .build());
        }
        await().atMost(PATIENCE).until(() -> routed() + refused() == sent);
    }

    private int routed() {
        return cluster.values(Topics.ROUTED_SENDS).size();
    }

    private int refused() {
        return Math.toIntExact(cluster.values(Topics.DELIVERY_EVENTS).stream()
                .filter(DeliveryEvent::getIsFinal)
                .count());
    }

    private BigDecimal counted() {
        return cluster.table(Topics.SPEND_TOTALS).values().stream()
                .map(SpendTotal::getAmount)
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void countsEveryMessageOnceAndStopsAtTheLimitThroughARestart() {
        send(BURST);

        var routed = routed();
        var partitions = cluster.table(Topics.SPEND_TOTALS).size();
        assertThat(routed).isBetween(MESSAGES_WITHIN_LIMIT, MESSAGES_WITHIN_LIMIT * partitions);
        var spent = PRICE.multiply(BigDecimal.valueOf(routed));
        assertThat(counted()).isEqualByComparingTo(spent);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.getBean(SpendView.class).spent(SCOPE, Channel.TEXT))
                        .isEqualByComparingTo(spent));

        send(20);
        assertThat(routed()).isEqualTo(routed);

        service.close();
        service = run("second", 1);
        assertThat(service.getBean(SpendView.class).spent(SCOPE, Channel.TEXT)).isEqualByComparingTo(spent);
        send(20);
        assertThat(routed()).isEqualTo(routed);
        assertThat(counted()).isEqualByComparingTo(spent);
    }
}
