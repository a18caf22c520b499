package io.posthorn.gateway.operation;

import io.posthorn.core.api.Service;
import java.util.Locale;

/** What an operation works on, which says how long its answer takes. */
public enum OperationKind {
    /** Hands a message to the pipeline. */
    SEND,
    /** Answers from this instance's views. */
    READ,
    /** Asks the owner of a resource to change it. */
    WRITE,
    /** Part of the API, but not offered here. */
    NOT_OFFERED;

    private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

    static OperationKind of(Service.Kind kind) {
        return switch (kind) {
            case SEND -> SEND;
            case READ -> READ;
            case WRITE -> WRITE;
        };
    }

    /** How metrics call it. */
    public String tag() {
        return tag;
    }
}
