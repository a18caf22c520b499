package io.posthorn.dispatcher.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit log.
 *
 * @param retention age at which the calls of a day are removed; at 0 they are kept for ever
 */
public record AuditProperties(
        @DefaultValue("90d") @DurationMin Duration retention) {}
