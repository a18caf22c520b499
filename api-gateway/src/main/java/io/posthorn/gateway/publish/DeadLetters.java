package io.posthorn.gateway.publish;

import io.posthorn.core.AccountId;
import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.platform.kafka.Codec;
import io.posthorn.platform.kafka.KafkaClients;
import io.posthorn.platform.kafka.UnreadableRecordException;
import io.posthorn.schemas.EventDelivery;
import io.posthorn.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a place could not take into its queue once more. The dead letters of all accounts are read for it, as many
 * of them at a time as a request may take; whoever asks goes on with the token of the answer.
 */
public final class DeadLetters {
    private static final TopicPartition DEAD_LETTERS = new TopicPartition(Topics.EVENT_DELIVERIES.deadLetterName(), 0);

    private static final String UNDELIVERABLE = "UNDELIVERABLE";
    private static final long MOST_AT_ONCE = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final KafkaClients clients;
    private final Codec codec;
    private final Publishing.Deliverer deliverer;
    private final Semaphore one = new Semaphore(1);

    public DeadLetters(KafkaClients clients, Publishing.Deliverer deliverer) {
        this.clients = clients;
        this.deliverer = deliverer;
        codec = clients.codec();
    }

    public OfferedOperation offered() {
        return new OfferedOperation("RedriveDeliveries", this::redrive);
    }

    /**
     * Which dead letters are still to be looked at.
     *
     * @param end where they ended when the first request came: what fails again is not taken up again
     */
    private record Stretch(long next, long end) {
        String token() {
            return next + "-" + end;
        }
    }

    private record Redriven(
            long redrivenDeliveries, @Nullable String nextToken) {}

    private Answer redrive(Call call) {
        var token = text(call, "NextToken");
        var match = token.map(TOKEN::matcher);
        if (match.isPresent() && !match.get().matches()) {
            return new Answer.Refused(new ApiError.Validation(
                    ValidationReason.INVALID_NEXT_TOKEN, List.of(new ApiError.Field("NextToken", "is none")), ""));
        }
        if (!one.tryAcquire()) {
            return new Answer.Refused(new ApiError.Throttling("Dead letters are being read already"));
        }
        try (var consumer = clients.catchUpConsumer()) {
            consumer.assign(List.of(DEAD_LETTERS));
            var stretch = match.map(
                            found -> new Stretch(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                    .orElseGet(() -> all(consumer));
            return redrive(call, consumer, stretch);
        } catch (KafkaException unreachable) {
            return new Answer.Refused(new ApiError.InternalServer());
        } finally {
            one.release();
        }
    }

    private static Stretch all(Consumer<?, ?> consumer) {
        var which = List.of(DEAD_LETTERS);
        return new Stretch(
                consumer.beginningOffsets(which).getOrDefault(DEAD_LETTERS, 0L),
                consumer.endOffsets(which).getOrDefault(DEAD_LETTERS, 0L));
    }

    private Answer redrive(Call call, Consumer<String, byte[]> consumer, Stretch stretch) {
        var began = System.nanoTime();
        var redriven = 0L;
        var next = stretch.next();
        consumer.seek(DEAD_LETTERS, next);
        while (next < stretch.end() && redriven < MOST_AT_ONCE && System.nanoTime() - began < PATIENCE.toNanos()) {
            for (var letter : consumer.poll(POLL)) {
                if (letter.offset() >= stretch.end() || redriven >= MOST_AT_ONCE) {
                    break;
                }
                var delivery = wanted(letter, call);
                if (delivery.isPresent()) {
                    if (deliverer.write(delivery.get(), call.caller().account()) != WriteResult.KEPT) {
                        return done(call, redriven, new Stretch(letter.offset(), stretch.end()));
                    }
                    redriven++;
                }
                next = letter.offset() + 1;
            }
            if (redriven < MOST_AT_ONCE) {
                next = Math.max(next, consumer.position(DEAD_LETTERS));
            }
        }
        return done(call, redriven, new Stretch(next, stretch.end()));
    }

    private static Answer done(Call call, long redriven, Stretch left) {
        var output = new Redriven(redriven, left.next() < left.end() ? left.token() : null);
        return new Answer.Done(
                WireJson.answer(call.operation().output(), output).toString());
    }

    /** What a dead letter holds, where it is one of the place that is meant. */
    private Optional<EventDelivery> wanted(ConsumerRecord<String, byte[]> letter, Call call) {
        AccountId account = call.caller().account();
        var target = call.input().required("TargetArn").stringValue();
        var reason = letter.headers().lastHeader("posthorn-reason");
        if (!(account + "/" + target).equals(letter.key())
                || reason == null
                || !UNDELIVERABLE.equals(new String(reason.value(), StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            var delivery = codec.decode(Topics.EVENT_DELIVERIES, letter.value());
            var endpoint = text(call, "Endpoint");
            return endpoint.isEmpty() || endpoint.get().equals(delivery.getBranch())
                    ? Optional.of(delivery)
                    : Optional.empty();
        } catch (UnreadableRecordException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Call call, String member) {
        return call.input().path(member).stringValueOpt();
    }
}
