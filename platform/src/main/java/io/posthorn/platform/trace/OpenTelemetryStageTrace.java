package io.posthorn.platform.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.posthorn.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits in a table leaves its record, and the context in that record's header, behind; so the contexts
 * of the latest messages in traces are remembered by message id. A message that is older than those, or whose partition
 * has moved to another process meanwhile, is not traced any further.
 */
final class OpenTelemetryStageTrace implements StageTrace {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("posthorn.message.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("posthorn.outcome");

    /** Where messages come in without anybody having decided whether they are traced. */
    private static final Set<String> ENTRANCES = Set.of(Topics.SEND_REQUESTS.name(), Topics.INBOUND_PARTS.name());

    /** Some 300 bytes each. */
    private static final int REMEMBERED = 10_000;

    private final Tracer tracer;
    private final String stage;
    private final List<Span> uncommitted = new ArrayList<>();
    private final Map<String, Context> messages = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Context> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable Context inHand;

    OpenTelemetryStageTrace(Tracer tracer, String stage) {
        this.tracer = tracer;
        this.stage = stage;
    }

    @Override
    public void begin(ConsumerRecord<String, byte[]> record, SpecificRecord value) {
        inHand = null;
        var messageId = MessageIds.of(value);
        var parent = TraceHeaders.of(record.headers());
        if (!isTraced(parent)) {
            var remembered = messageId == null ? null : messages.get(messageId);
            if (remembered == null && !ENTRANCES.contains(record.topic())) {
                return;
            }
            parent = remembered == null ? Context.root() : remembered;
        }
        var span = about(messageId, tracer.spanBuilder(stage + " " + record.topic()))
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(TOPIC, record.topic())
                .setAttribute(PARTITION, Integer.toString(record.partition()))
                .setAttribute(OFFSET, record.offset())
                .startSpan();
        var context = Context.root().with(span);
        inHand = context;
        if (span.isRecording()) {
            uncommitted.add(span);
            if (messageId != null) {
                remember(messageId, context);
            }
        }
    }

    private static boolean isTraced(Context context) {
        return Span.fromContext(context).getSpanContext().isValid();
    }

    private static SpanBuilder about(@Nullable String messageId, SpanBuilder span) {
        return messageId == null ? span : span.setAttribute(MESSAGE, messageId);
    }

    /** As the latest one, wherever it was before. */
    private void remember(String messageId, Context context) {
        messages.remove(messageId);
        messages.put(messageId, context);
    }

    @Override
    public void end() {
        inHand = null;
    }

    @Override
    public void parked(String reason) {
        var context = inHand;
        if (context != null) {
            Span.fromContext(context).setStatus(StatusCode.ERROR, reason);
        }
    }

    @Override
    public List<Header> headers(SpecificRecord value, List<Header> travelling) {
        var messageId = MessageIds.of(value);
        var remembered = messageId == null ? null : messages.get(messageId);
        var context = remembered == null ? inHand : remembered;
        if (context == null) {
            return travelling;
        }
        var headers = new ArrayList<>(travelling);
        headers.removeIf(header -> header.key().equals(Tracing.HEADER));
        headers.addAll(TraceHeaders.of(context));
        return headers;
    }

    @Override
    public Consumer<String> call(String messageId, String name) {
        var parent = messages.get(messageId);
        if (parent == null) {
            return StageTrace.OFF.call(messageId, name);
        }
        var span = about(messageId, tracer.spanBuilder(name))
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        remember(messageId, Context.root().with(span));
        return outcome -> span.setAttribute(OUTCOME, outcome).end();
    }

    @Override
    public void committed() {
        uncommitted.forEach(Span::end);
        uncommitted.clear();
    }

    @Override
    public void givenUp() {
        uncommitted.forEach(span ->
                span.setStatus(StatusCode.ERROR, "the transaction was given up").end());
        uncommitted.clear();
    }
}
