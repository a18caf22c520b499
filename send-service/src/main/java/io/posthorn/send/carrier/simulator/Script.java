package io.posthorn.send.carrier.simulator;

import io.posthorn.core.event.MessageStatus;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a carrier behaves that is played. The same message always meets the same fate: it follows from its id, so that
 * what happened can be told and repeated.
 *
 * @param outcomes final status of messages by the digits that recipients' numbers begin with, the longest beginning
 *     first; {@code *} stands for all others, and they are delivered where it is left out
 * @param answerAfter how long the carrier takes to answer a submission
 * @param unanswered share of messages whose submission is never answered: 0 none, 1 all
 * @param receiptAfter how long after the answer the receipts come; 0: with the answer
 * @param receiptsLost share of messages of which no receipt ever comes
 * @param rate most messages taken in a second; others are told to come later. 0: any number
 * @param upFor how long the connection holds before it breaks; 0: for ever
 * @param downFor how long it is broken then
 */
public record Script(
        @DefaultValue Map<String, MessageStatus> outcomes,
        @DefaultValue("0s") Duration answerAfter,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double unanswered,
        @DefaultValue("0s") Duration receiptAfter,
        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double receiptsLost,
        @DefaultValue("0") @Min(0) @Max(100_000) int rate,
        @DefaultValue("0s") Duration upFor,
        @DefaultValue("0s") Duration downFor) {
    private static final String EVERYBODY = "*";
    private static final double WHOLE = 1L << 32;

    public Script {
        var named = new HashMap<String, MessageStatus>();
        outcomes.forEach((beginning, status) -> named.put(beginning.replace("+", ""), status));
        outcomes = Map.copyOf(named);
    }

    /** What becomes of messages to a number. */
    MessageStatus outcome(String number) {
        var digits = number.replace("+", "");
        for (int length = digits.length(); length > 0; length--) {
            var status = outcomes.get(digits.substring(0, length));
            if (status != null) {
                return status;
            }
        }
        return outcomes.getOrDefault(EVERYBODY, MessageStatus.DELIVERED);
    }

    /** Whether this message's submission is answered. */
    boolean isAnswered(String messageId) {
        return fate(messageId, "answer") >= unanswered;
    }

    /** Whether receipts of this message come. */
    boolean isReported(String messageId) {
        return fate(messageId, "receipt") >= receiptsLost;
    }

    /** When the connection is there again; empty where it is there. */
    Optional<Instant> downUntil(Instant began, Instant now) {
        if (upFor.isZero() || downFor.isZero()) {
            return Optional.empty();
        }
        var cycle = upFor.plus(downFor).toMillis();
        var inCycle = Duration.between(began, now).toMillis() % cycle;
        return inCycle < upFor.toMillis() ? Optional.empty() : Optional.of(now.plusMillis(cycle - inCycle));
    }

    /** Evenly spread from 0 to 1, and not the same for two questions. */
    private static double fate(String messageId, String question) {
        var sum = new CRC32();
        sum.update((messageId + question).getBytes(StandardCharsets.UTF_8));
        return sum.getValue() / WHOLE;
    }
}
