package io.posthorn.platform.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends spans by OTLP. What the receiver cannot take in time is dropped; nobody waits for it. */
final class OpenTelemetryTracing implements Tracing {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int SERVER_FAULT = 500;
    private static final long LAST_SPANS_SECONDS = 5;

    private static final TextMapGetter<Function<String, @Nullable String>> OF_REQUEST = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Function<String, @Nullable String> header) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable Function<String, @Nullable String> header, String key) {
            return header == null ? null : header.apply(key);
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    OpenTelemetryTracing(SpanProcessor processor, double sample, String service) {
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, service))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(processor)
                .build();
        tracer = provider.get("io.posthorn");
    }

    static Tracing to(URI endpoint, TracingProperties properties, String service) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(properties.timeout())
                .setHeaders(properties::headers)
                .build();
        return new OpenTelemetryTracing(BatchSpanProcessor.builder(exporter).build(), properties.sample(), service);
    }

    @Override
    @SuppressWarnings("try") // there is nothing to do with the scope but to leave it
    public <E extends Exception, F extends Exception> void request(
            String name, Function<String, @Nullable String> header, Request<E, F> request) throws E, F {
        var caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), header, OF_REQUEST);
        var span = tracer.spanBuilder(name)
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        var status = SERVER_FAULT;
        try (var scope = caller.with(span).makeCurrent()) {
            status = request.answer();
        } finally {
            span.setAttribute(STATUS, (long) status);
            if (status >= SERVER_FAULT) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    @Override
    public StageTrace stage(String name) {
        return new OpenTelemetryStageTrace(tracer, name);
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
    }
}
