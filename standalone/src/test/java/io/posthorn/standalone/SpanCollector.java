package io.posthorn.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, as a collector does. */
final class SpanCollector implements AutoCloseable {
    private static final int WIRE_TYPES = 8;
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /** Ids in hexadecimal; of a root, that of its parent is empty. */
    record Span(String trace, String id, String parent, String name) {
        static Span of(byte[] message) {
            return new Span(hex(message, 1), hex(message, 2), hex(message, 4), text(message, 5));
        }

        private static String hex(byte[] message, int field) {
            return fields(message, field).stream()
                    .map(HexFormat.of()::formatHex)
                    .findFirst()
                    .orElse("");
        }

        private static String text(byte[] message, int field) {
            return new String(fields(message, field).getFirst(), StandardCharsets.UTF_8);
        }
    }

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** The spans of a trace, as they came. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = exchange.getRequestBody().readAllBytes();
            for (var resource : fields(request, 1)) {
                for (var scope : fields(resource, 2)) {
                    fields(scope, 2).forEach(span -> spans.add(Span.of(span)));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The values of a field of a Protocol Buffers message, where it holds bytes, text or messages. */
    private static List<byte[]> fields(byte[] message, int field) {
        var found = new ArrayList<byte[]>();
        var in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            var tag = varint(in);
            switch ((int) tag % WIRE_TYPES) {
                case VARINT -> varint(in);
                case FIXED_64 -> in.getLong();
                case BYTES -> {
                    var value = new byte[(int) varint(in)];
                    in.get(value);
                    if (tag / WIRE_TYPES == field) {
                        found.add(value);
                    }
                }
                default -> in.getInt();
            }
        }
        return found;
    }

    private static long varint(ByteBuffer in) {
        var value = 0L;
        for (int shift = 0; ; shift += 7) {
            var next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
