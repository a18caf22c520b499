package io.posthorn.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes requests to Kannel's {@code sendsms}, which carry the number of the message at the end of the text and in the
 * address that is to be called back.
 */
final class KannelRequests implements HttpRequests {
    /** Asks to be told of deliveries, and of nothing else. */
    private static final String RECEIPT = "&dlr-mask=1&dlr-url=";

    private static final String SENDER = "12065550100";

    private final String head;
    private final String tail;
    private final String receipt;

    /** @param callback where deliveries are told of; empty to be told of none */
    KannelRequests(URI endpoint, String callback) {
        head = "GET /cgi-bin/sendsms?username=" + KannelConfiguration.USER + "&password=" + KannelConfiguration.PASSWORD
                + "&from=" + SENDER + "&to=";
        receipt = callback.isEmpty() ? "" : RECEIPT + URLEncoder.encode(callback + "?ref=", StandardCharsets.US_ASCII);
        tail = " HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\n\r\n";
    }

    @Override
    public ByteBuffer request(long number) {
        // A plus sign is a blank in a query.
        var request = head
                + Numbered.destination(number).replace("+", "%2B")
                + "&text="
                + Numbered.text(number).replace(' ', '+')
                + (receipt.isEmpty() ? "" : receipt + number)
                + tail;
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }
}
