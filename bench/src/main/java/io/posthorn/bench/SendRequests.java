package io.posthorn.bench;

import io.posthorn.core.signature.SigV4Signer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Writes signed {@code SendTextMessage} requests, by each sender in turn. For one thread. */
final class SendRequests {
    static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    static final String TARGET_PREFIX = "PinpointSMSVoiceV2.";
    private static final String TARGET = TARGET_PREFIX + "SendTextMessage";

    private final String host;
    private final Map<String, String> headers;
    private final List<Sender> senders;
    private final List<SigV4Signer> signers;
    private final Clock clock;
    private long number;

    SendRequests(URI endpoint, List<Sender> senders, Clock clock) {
        host = endpoint.getAuthority();
        headers = Map.of("host", host, "content-type", CONTENT_TYPE, "x-amz-target", TARGET);
        this.senders = List.copyOf(senders);
        signers = senders.stream().map(sender -> sender.account().signer()).toList();
        this.clock = clock;
    }

    /** The bytes of the next request. */
    ByteBuffer next() {
        var turn = (int) (number % senders.size());
        var body = ("{\"DestinationPhoneNumber\":\"" + Sender.DESTINATION + "\",\"OriginationIdentity\":\""
                        + senders.get(turn).poolId() + "\",\"MessageBody\":\"" + Sender.text(number) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        number++;
        var signature = signers.get(turn).sign("POST", "/", "", headers, ByteBuffer.wrap(body), clock.instant());
        var head = new StringBuilder(512)
                .append("POST / HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nContent-Type: " + CONTENT_TYPE + "\r\nX-Amz-Target: " + TARGET + "\r\nContent-Length: ")
                .append(body.length);
        signature.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        var text = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + body.length)
                .put(text)
                .put(body)
                .flip();
    }
}
