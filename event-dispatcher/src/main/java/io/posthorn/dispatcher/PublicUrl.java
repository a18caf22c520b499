package io.posthorn.dispatcher;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Where subscribers reach the API: as configured, or else where this process listens, which is right on one machine.
 */
final class PublicUrl implements Supplier<URI>, ApplicationListener<WebServerInitializedEvent> {
    private final @Nullable URI configured;
    private volatile URI own = URI.create("http://localhost");

    PublicUrl(@Nullable URI configured) {
        this.configured = configured;
    }

    @Override
    public URI get() {
        return configured == null ? own : configured;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        own = URI.create("http://localhost:" + event.getWebServer().getPort());
    }
}
