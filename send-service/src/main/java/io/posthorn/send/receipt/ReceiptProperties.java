package io.posthorn.send.receipt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How carriers' reports are matched to messages.
 *
 * @param threads partitions worked on at the same time in this instance
 * @param giveUpAfter how long after its submission the final status of a message is waited for; 72 hours in the
 *     service's user guide
 */
public record ReceiptProperties(
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("72h") Duration giveUpAfter) {}
