package io.posthorn.bench;

import io.posthorn.core.signature.SigV4Signer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Writes signed {@code SendTextMessage} requests, by each sender in turn. */
final class SendRequests implements HttpRequests {
    static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    static final String TARGET_PREFIX = "PinpointSMSVoiceV2.";
    private static final String TARGET = TARGET_PREFIX + "SendTextMessage";

    private final String host;
    private final Map<String, String> headers;
    private final List<Sender> senders;
    private final List<SigV4Signer> signers;
    private final Body body;
    private final Clock clock;

    /** What a request asks for. */
    @FunctionalInterface
    interface Body {
        /** The text, a different one each time, from the sender's pool to a simulator number. */
        Body TO_SIMULATOR = (sender, number) ->
                "{\"DestinationPhoneNumber\":\"" + Sender.DESTINATION + "\",\"OriginationIdentity\":\""
                        + sender.poolId() + "\",\"MessageBody\":\"" + Sender.text(number) + "\"}";

        /** The input of the operation, in JSON. */
        String of(Sender sender, long number);
    }

    SendRequests(URI endpoint, List<Sender> senders, Body body, Clock clock) {
        host = endpoint.getAuthority();
        headers = Map.of("host", host, "content-type", CONTENT_TYPE, "x-amz-target", TARGET);
        this.senders = List.copyOf(senders);
        signers = senders.stream().map(sender -> sender.account().signer()).toList();
        this.body = body;
        this.clock = clock;
    }

    @Override
    public ByteBuffer request(long number) {
        var turn = (int) (number % senders.size());
        var content = body.of(senders.get(turn), number).getBytes(StandardCharsets.UTF_8);
        var signature = signers.get(turn).sign("POST", "/", "", headers, ByteBuffer.wrap(content), clock.instant());
        var head = new StringBuilder(512)
                .append("POST / HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nContent-Type: " + CONTENT_TYPE + "\r\nX-Amz-Target: " + TARGET + "\r\nContent-Length: ")
                .append(content.length);
        signature.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        var text = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + content.length)
                .put(text)
                .put(content)
                .flip();
    }
}
