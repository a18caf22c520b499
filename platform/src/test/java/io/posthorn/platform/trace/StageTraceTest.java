package io.posthorn.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.posthorn.schemas.CarrierReference;
import io.posthorn.schemas.topic.Topic;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageTraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final SpanRecorder recorder = new SpanRecorder();
    private final Tracing tracing = tracing(1);
    private final StageTrace stage = tracing.stage("routing");

    private Tracing tracing(double sample) {
        return new OpenTelemetryTracing(SimpleSpanProcessor.create(recorder), sample, "test");
    }

    @Test
    void continuesTheTraceOfARecord() {
        handle(Topics.CARRIER_REFERENCES, reference("m"), SAMPLED);
        stage.committed();

        assertThat(recorder.spans()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("routing carrier-references");
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getAttributes().asMap().values()).contains("m", "carrier-references", 7L);
        });
    }

    @Test
    void endsASpanWithTheCommit() {
        handle(Topics.CARRIER_REFERENCES, reference("m"), SAMPLED);
        assertThat(recorder.spans()).isEmpty();

        stage.givenUp();
        handle(Topics.CARRIER_REFERENCES, reference("m"), SAMPLED);
        stage.committed();

        assertThat(recorder.spans())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    }

    @Test
    void handsTheTraceOn() {
        stage.begin(record(Topics.CARRIER_REFERENCES, SAMPLED), reference("m"));

        var headers =
                stage.headers(reference("new"), List.of(header("posthorn-seen", "1"), header("traceparent", SAMPLED)));

        stage.end();
        stage.committed();
        assertThat(headers).extracting(Header::key).containsExactly("posthorn-seen", "traceparent");
        assertThat(text(headers.get(1)))
                .isEqualTo("00-" + TRACE + "-" + recorder.spans().getFirst().getSpanId() + "-01");
    }

    @Test
    void findsTheTraceOfAMessageThatHasWaited() {
        handle(Topics.CARRIER_REFERENCES, reference("waits"), SAMPLED);
        stage.committed();
        stage.begin(
                record(Topics.CARRIER_REFERENCES, SAMPLED.replace('0', '1').replaceFirst("11", "00")),
                reference("other"));

        var headers = stage.headers(reference("waits"), List.of());

        assertThat(headers)
                .extracting(StageTraceTest::text)
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE);
    }

    @Test
    void putsCallsBetweenTheStageAndWhatComesOfThem() {
        handle(Topics.CARRIER_REFERENCES, reference("m"), SAMPLED);
        stage.committed();

        stage.call("m", "submit acme").accept("accepted");
        var headers = stage.headers(reference("m"), List.of());

        var spans = recorder.spans();
        assertThat(spans).extracting(SpanData::getName).containsExactly("routing carrier-references", "submit acme");
        assertThat(spans.get(1).getParentSpanId()).isEqualTo(spans.get(0).getSpanId());
        assertThat(text(headers.getFirst())).contains(spans.get(1).getSpanId());
    }

    @Test
    void beginsATraceWhereMessagesComeIn() {
        handle(Topics.SEND_REQUESTS, reference("m"), null);
        handle(Topics.CARRIER_REFERENCES, reference("unknown"), null);
        stage.committed();

        assertThat(recorder.spans()).extracting(SpanData::getName).containsExactly("routing send-requests");
    }

    @Test
    void keepsToWhatTheSenderHasDecided() {
        stage.begin(record(Topics.SEND_REQUESTS, NOT_SAMPLED), reference("m"));
        var headers = stage.headers(reference("m"), List.of());
        stage.end();
        stage.committed();

        assertThat(recorder.spans()).isEmpty();
        assertThat(headers)
                .extracting(StageTraceTest::text)
                .singleElement()
                .asString()
                .endsWith("-00");
    }

    @Test
    void tracesAShareOfTheOthers() {
        var none = tracing(0).stage("routing");
        none.begin(record(Topics.SEND_REQUESTS, null), reference("m"));
        none.end();
        none.committed();

        assertThat(recorder.spans()).isEmpty();
    }

    @Test
    void marksWhatIsParked() {
        stage.begin(record(Topics.SEND_REQUESTS, null), reference("m"));
        stage.parked("UNREADABLE");
        stage.end();
        stage.committed();

        assertThat(recorder.spans().getFirst().getStatus().getDescription()).isEqualTo("UNREADABLE");
    }

    private void handle(Topic<?> topic, SpecificRecord value, @Nullable String parent) {
        stage.begin(record(topic, parent), value);
        stage.end();
    }

    private static CarrierReference reference(String messageId) {
        return new CarrierReference(messageId, 0, Instant.EPOCH);
    }

    private static ConsumerRecord<String, byte[]> record(Topic<?> topic, @Nullable String parent) {
        var headers = new RecordHeaders();
        if (parent != null) {
            headers.add(header("traceparent", parent));
        }
        return new ConsumerRecord<>(
                topic.name(), 0, 7, 0, TimestampType.CREATE_TIME, 0, 0, "key", new byte[0], headers, Optional.empty());
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
