package io.posthorn.registration.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.api.ApiError;

/** Counts commands as {@code posthorn.registration.commands}, by operation and outcome. */
final class CommandMetrics {
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    private final Operations operations;

    CommandMetrics(MeterRegistry registry, Operations operations) {
        this.registry = registry;
        this.operations = operations;
    }

    /** Names that are not ours do not become tags: anybody could make up new ones. */
    void answered(String operation, Answer answer) {
        count(operations.find(operation).isPresent() ? operation : UNKNOWN, outcome(answer));
    }

    void unanswerable() {
        count(UNKNOWN, "unanswerable");
    }

    private void count(String operation, String outcome) {
        registry.counter("posthorn.registration.commands", "operation", operation, "outcome", outcome)
                .increment();
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Accepted ignored -> "accepted";
            case Answer.Repeated ignored -> "repeated";
            case Answer.Asked ignored -> "asked";
            case Answer.Refused refused ->
                switch (refused.error()) {
                    case ApiError.Validation ignored -> "invalid";
                    case ApiError.Conflict ignored -> "conflict";
                    case ApiError.ResourceNotFound ignored -> "not-found";
                    case ApiError.ServiceQuotaExceeded ignored -> "quota-exceeded";
                    case ApiError.AccessDenied ignored -> "denied";
                    case ApiError.Throttling ignored -> "throttled";
                    case ApiError.InternalServer ignored -> "failed";
                };
        };
    }
}
