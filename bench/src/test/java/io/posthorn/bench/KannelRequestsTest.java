package io.posthorn.bench;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KannelRequestsTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:13013");

    private static String request(String callback) {
        return StandardCharsets.US_ASCII
                .decode(new KannelRequests(ENDPOINT, callback).request(17))
                .toString();
    }

    private static Map<String, String> parameters(String request) {
        var query = request.substring(request.indexOf('?') + 1, request.indexOf(" HTTP/1.1\r\n"));
        return Arrays.stream(query.split("&", -1))
                .map(each -> each.split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.US_ASCII)));
    }

    @Test
    void asksForTheMessageWithThatNumber() {
        var request = request("");

        assertThat(request).startsWith("GET /cgi-bin/sendsms?").endsWith("\r\nHost: 127.0.0.1:13013\r\n\r\n");
        assertThat(parameters(request))
                .containsEntry("to", Numbered.destination(17))
                .containsEntry("text", Numbered.text(17))
                .doesNotContainKeys("dlr-mask", "dlr-url");
    }

    @Test
    void asksToBeToldOfTheDeliveryOfThatMessage() {
        assertThat(parameters(request("http://127.0.0.1:8000/")))
                .containsEntry("dlr-mask", "1")
                .containsEntry("dlr-url", "http://127.0.0.1:8000/?ref=17");
    }
}
