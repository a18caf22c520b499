package io.posthorn.send.carrier;

import io.posthorn.schemas.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The answers this process waits for. A partition that is begun again, because its transaction failed or because it
 * went and came back, finds here what its former owner in this process has handed over: that is not in doubt.
 */
final class HandOvers {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Map<String, CompletableFuture<SubmitResult>> answers = new ConcurrentHashMap<>();

    /** Hands a message over. */
    CompletableFuture<SubmitResult> begin(Carrier carrier, Message message) {
        var answer = submit(carrier, message);
        answers.put(message.getMessageId(), answer);
        return answer;
    }

    static CompletableFuture<SubmitResult> submit(Carrier carrier, Message message) {
        try {
            return carrier.submit(message);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    Optional<CompletableFuture<SubmitResult>> find(String messageId) {
        return Optional.ofNullable(answers.get(messageId));
    }

    /** The answer has been written down. */
    void end(String messageId) {
        answers.remove(messageId);
    }

    /** Nobody here asks any more, unless the partition comes back within a while. */
    void forgetLater(String messageId) {
        find(messageId)
                .ifPresent(answer -> CompletableFuture.delayedExecutor(KEPT.toSeconds(), TimeUnit.SECONDS)
                        .execute(() -> answers.remove(messageId, answer)));
    }
}
