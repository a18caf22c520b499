package io.posthorn.gateway.access;

import java.io.Serial;

/** The development credentials are active on an address that others can reach. */
public final class DevelopmentCredentialsExposedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DevelopmentCredentialsExposedException(String address) {
        super("the development credentials are active, so Posthorn listens on a loopback address only, not on "
                + address);
    }
}
