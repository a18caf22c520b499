package io.posthorn.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.policy.Actions;
import io.posthorn.core.policy.Principal;
import io.posthorn.gateway.TestAccount;
import io.posthorn.gateway.id.TimeOrderedIds;
import io.posthorn.gateway.operation.Answering.Outcome;
import io.posthorn.gateway.operation.Caller;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.KafkaProperties;
import io.posthorn.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailTest {
    private static final int BACKLOG = 10_000;
    private static final Clock CLOCK = Clock.systemUTC();
    private static final ApiModel MODEL = ApiModel.load();

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditTrail trail = new AuditTrail(
            Actions.load(),
            producer,
            new KafkaClients(new KafkaProperties(
                            "nowhere:1",
                            "mock://" + UUID.randomUUID(),
                            "io.posthorn.serde.AvroSerializer",
                            "io.posthorn.serde.AvroDeserializer",
                            Map.of(),
                            1,
                            1,
                            (short) 1,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1)))
                    .codec(),
            BACKLOG,
            new TimeOrderedIds(CLOCK),
            CLOCK,
            registry);

    @AfterEach
    void close() {
        await().untilAsserted(() -> {
            producer.flush();
            assertThat(waiting()).isZero();
        });
        trail.close();
    }

    private void note(Operation operation, String value) {
        var input = JsonMapper.shared().createObjectNode().put("PoolId", value);
        var caller = new Caller(
                TestAccount.SCOPE, new Principal.Root(TestAccount.SCOPE.account()), "AKIA", Caller.Origin.INSIDE);
        trail.note(operation, caller, input, new Outcome.Done("{}"), "request");
    }

    private static Operation operation(String name) {
        return MODEL.operation(name).orElseThrow();
    }

    private void awaitSent(int records) {
        await().untilAsserted(() -> assertThat(producer.history()).hasSize(records));
    }

    private double lost() {
        return registry.get("posthorn.gateway.audit.lost").counter().count();
    }

    private double waiting() {
        return registry.get("posthorn.gateway.audit.waiting").gauge().value();
    }

    @Test
    void writesCallsKeyedByTheirAccount() {
        note(operation("DeletePool"), "pool-1");
        awaitSent(1);
        assertThat(waiting()).isPositive();
        producer.completeNext();

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(producer.history())
                .singleElement()
                .returns(Topics.AUDIT_RECORDS.name(), ProducerRecord::topic)
                .returns("000000000000", ProducerRecord::key);
    }

    @ParameterizedTest
    @CsvSource({
        "SendTextMessage, false",
        "SendVoiceMessage, false",
        "SendMediaMessage, false",
        "SendDestinationNumberVerificationCode, true",
        "DescribePools, true"
    })
    void takesDownEverythingButSends(String operation, boolean expected) {
        note(operation(operation), "x");

        if (expected) {
            awaitSent(1);
        } else {
            assertThat(waiting()).isZero();
        }
    }

    @Test
    void losesAndCountsWhatIsBeyondTheBacklog() {
        for (var i = 0; i < 100; i++) {
            note(operation("DeletePool"), "x".repeat(500));
        }

        assertThat(lost()).isBetween(85.0, 95.0);
        assertThat(waiting()).isBetween(BACKLOG * 0.9, (double) BACKLOG);
    }

    @Test
    void triesAgainWhatKafkaDidNotTake() {
        note(operation("DeletePool"), "pool-1");
        awaitSent(1);
        producer.errorNext(new TimeoutException("Kafka is away"));

        awaitSent(2);
        producer.completeNext();
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(lost()).isZero();
    }

    @Test
    void losesWhatKafkaWillNeverTake() {
        note(operation("DeletePool"), "pool-1");
        awaitSent(1);
        producer.errorNext(new RecordTooLargeException("too large"));

        await().untilAsserted(() -> assertThat(lost()).isEqualTo(1));
        assertThat(waiting()).isZero();
    }
}
