package io.posthorn.standalone;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;

/** Many clients sending at once, each message until it is accepted, whatever happens to the server meanwhile. */
final class Senders implements AutoCloseable {
    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger claimed = new AtomicInteger();
    private final @Nullable String configurationSet;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    /**
     * Begins to send.
     *
     * @param configurationSet whose destinations get the events; null for none
     */
    Senders(PinpointSmsVoiceV2Client client, String origination, int messages, @Nullable String configurationSet) {
        this.configurationSet = configurationSet;
        for (var i = 0; i < CLIENTS; i++) {
            threads.execute(() -> {
                while (claimed.getAndIncrement() < messages) {
                    send(client, origination);
                }
            });
        }
    }

    /** Offers the message until it is accepted: the server may be down for a while. */
    private void send(PinpointSmsVoiceV2Client client, String origination) {
        try {
            sendOnce(client, origination);
        } catch (SdkException notNow) {
            await().atMost(PATIENCE)
                    .pollInterval(RETRY)
                    .ignoreExceptionsInstanceOf(SdkException.class)
                    .until(() -> sendOnce(client, origination));
        }
    }

    private boolean sendOnce(PinpointSmsVoiceV2Client client, String origination) {
        return accepted.add(client.sendTextMessage(request -> request.destinationPhoneNumber(Clients.SUCCESS)
                        .originationIdentity(origination)
                        .configurationSetName(configurationSet)
                        .messageBody("Hello"))
                .messageId());
    }

    /** Ids the server has answered with so far. */
    Set<String> accepted() {
        return accepted;
    }

    void awaitAccepted(int count) {
        await().atMost(PATIENCE).until(() -> accepted.size() >= count);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
