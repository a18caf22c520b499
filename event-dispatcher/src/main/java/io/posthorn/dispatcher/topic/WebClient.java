package io.posthorn.dispatcher.topic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to the endpoints of subscribers, wherever they are allowed to be. Follows nobody elsewhere, keeps no cookies.
 */
final class WebClient implements AutoCloseable {
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("post-timer").factory());

    WebClient(SubscriberProperties properties) {
        var timeout = Timeout.of(properties.requestTimeout());
        var guard = new AddressGuard(properties.networks());
        patience = properties.requestTimeout();
        // Almost none of them comes to its time, for which the thread would wake up all the same.
        timer.setRemoveOnCancelPolicy(true);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(guard))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .build())
                        .setMaxConnPerRoute(properties.atOnce())
                        .setMaxConnTotal(properties.connections())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Posthorn")
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .disableRedirectHandling()
                .build();
    }

    /**
     * Posts once.
     *
     * @param endpoint may hold a user and a password
     * @return the status of the answer
     * @throws IOException when there is none in time, or when the endpoint is where it must not be
     */
    int post(URI endpoint, String contentType, Map<String, String> headers, String body) throws IOException {
        var user = endpoint.getUserInfo();
        var request = new HttpPost(
                user == null
                        ? endpoint
                        : URI.create(endpoint.toString().replace("//" + endpoint.getRawUserInfo() + "@", "//")));
        headers.forEach(request::setHeader);
        if (user != null) {
            request.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        request.setEntity(new StringEntity(body, ContentType.parse(contentType).withCharset(StandardCharsets.UTF_8)));
        // The timeouts of the client begin anew with every byte an endpoint sends.
        var end = timer.schedule(request::abort, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, HttpResponse::getCode);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        client.close();
    }

    /** Finds the addresses of a name, those that are allowed. */
    private record GuardedResolver(AddressGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            var allowed = Arrays.stream(found).filter(guard::allows).toArray(InetAddress[]::new);
            if (allowed.length == 0) {
                throw new UnknownHostException("has no address that may be called");
            }
            return allowed;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }
    }
}
