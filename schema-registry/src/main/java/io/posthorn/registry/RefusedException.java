package io.posthorn.registry;

/** Ends a decision from within; never leaves {@link RegistryApi}. */
final class RefusedException extends RuntimeException {
    private final transient Decision.Refusal refusal;

    RefusedException(int status, int code, String message) {
        super(message, null, false, false);
        this.refusal = new Decision.Refusal(status, code, message);
    }

    Decision.Refusal refusal() {
        return refusal;
    }
}
