package io.posthorn.serde;

/** The registry understood the request and refused the schema; asking again gives the same answer. */
public final class SchemaRefusedException extends RuntimeException {
    private final int errorCode;

    SchemaRefusedException(String message, int errorCode) {
        super(message);
        this.errorCode = errorCode;
    }

    /** The registry's own code, for example 409 for an incompatible schema or 42201 for an invalid one. */
    public int errorCode() {
        return errorCode;
    }
}
