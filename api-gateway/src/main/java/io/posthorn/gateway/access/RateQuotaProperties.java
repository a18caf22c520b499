package io.posthorn.gateway.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often accounts may ask for operations.
 *
 * @param enforced whether there is such a quota at all. The defaults are those of the service's user guide and low:
 *     they protect one installation that many share
 * @param perSecond requests a second of one account in one region for one operation
 * @param operations the same for single operations, by their names
 */
public record RateQuotaProperties(
        @DefaultValue("false") boolean enforced,
        @DefaultValue("1") @Min(1) @Max(1_000_000) int perSecond,
        @DefaultValue Map<String, @Min(1) @Max(1_000_000) Integer> operations) {

    /** What the guide grants more of. */
    private static final Map<String, Integer> GUIDE =
            Map.of("PutOptedOutNumber", 10, "DeleteOptedOutNumber", 10, "ListTagsForResource", 10);

    public RateQuotaProperties {
        operations = Map.copyOf(operations);
    }

    int of(String operation) {
        var own = operations.get(operation);
        return own == null ? Math.max(perSecond, GUIDE.getOrDefault(operation, 1)) : own;
    }
}
