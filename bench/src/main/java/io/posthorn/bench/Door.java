package io.posthorn.bench;

/** How messages get in. */
enum Door {
    /** Signed requests to the API. */
    HTTP,
    /** Records in {@code send-requests}. */
    KAFKA
}
