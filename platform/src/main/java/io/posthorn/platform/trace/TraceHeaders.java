package io.posthorn.platform.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Trace contexts in the headers of records. As an interceptor of a producer it gives records the context of the request
 * in whose thread they are written.
 */
public final class TraceHeaders implements ProducerInterceptor<String, byte[]> {
    private static final TextMapGetter<Headers> OF_RECORD = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            var keys = new ArrayList<String>();
            headers.forEach(header -> keys.add(header.key()));
            return keys;
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            var header = headers == null ? null : headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    };

    /** The context a record came with; the root where it came with none. */
    static Context of(Headers headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, OF_RECORD);
    }

    /** The headers of a record that continues a trace. */
    static List<Header> of(Context context) {
        var headers = new ArrayList<Header>(1);
        W3CTraceContextPropagator.getInstance().inject(context, headers, (target, key, value) -> {
            if (target != null) {
                target.add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8)));
            }
        });
        return headers;
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        of(Context.current()).forEach(record.headers()::add);
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failed) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configuration) {}
}
