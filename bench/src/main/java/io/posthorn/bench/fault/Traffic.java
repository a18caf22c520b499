package io.posthorn.bench.fault;

import io.posthorn.bench.rest.Api;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages at a steady pace, whatever becomes of them. Every other one has an idempotency key, and is sent again until
 * it is answered; the others are sent once.
 */
final class Traffic implements AutoCloseable {
    private static final String TEXT = "Fault run, message ";
    private static final int OK = 2;
    private static final int RECIPIENTS = 10_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** For which a message with a key is sent again. */
    private static final Duration PERSISTENCE = Duration.ofSeconds(90);

    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final Api api;
    private final Ledger ledger;
    private final List<String> numbers;
    private final String configurationSet;
    private final int rate;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("traffic").unstarted(this::run);
    private volatile boolean flowing;
    private volatile boolean closed;

    /**
     * @param numbers that messages come from, in turn
     * @param rate messages a second
     */
    Traffic(Api api, Ledger ledger, List<String> numbers, String configurationSet, int rate) {
        this.api = api;
        this.ledger = ledger;
        this.numbers = List.copyOf(numbers);
        this.configurationSet = configurationSet;
        this.rate = rate;
        thread.start();
    }

    /** The number in the text of a message. */
    static int number(String text) {
        return Integer.parseInt(text.substring(TEXT.length()));
    }

    /** The number of the next message. */
    int position() {
        return next.get();
    }

    /** Requests without an answer that are waited for, and messages that are sent again. */
    int unanswered() {
        return unanswered.get();
    }

    void flow() {
        flowing = true;
        LockSupport.unpark(thread);
    }

    void stop() {
        flowing = false;
    }

    private void run() {
        var due = System.nanoTime();
        while (!closed) {
            if (!flowing) {
                LockSupport.park(this);
                due = System.nanoTime();
                continue;
            }
            var left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                due += SECOND / rate;
                var number = next.getAndIncrement();
                ledger.sent(number);
                unanswered.incrementAndGet();
                send(number, number % 2 == 0 ? "fault-" + number : null, System.nanoTime());
            }
        }
    }

    private void send(int number, @Nullable String key, long first) {
        Map<String, Object> message = new HashMap<>();
        message.put("destinationPhoneNumber", "+1206555%04d".formatted(number % RECIPIENTS));
        message.put("originationIdentity", numbers.get(number % numbers.size()));
        message.put("configurationSetName", configurationSet);
        message.put("messageBody", TEXT + number);
        var unused = api.ask("/messages/text", message, key).whenComplete((answer, failed) -> {
            var accepted = failed == null && answer.statusCode() / 100 == OK;
            if (accepted) {
                ledger.accepted(number, messageId(answer));
            }
            if (accepted || key == null || closed || System.nanoTime() - first > PERSISTENCE.toNanos()) {
                unanswered.decrementAndGet();
            } else {
                LATER.execute(() -> send(number, key, first));
            }
        });
    }

    private static String messageId(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).path("messageId").stringValue();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
