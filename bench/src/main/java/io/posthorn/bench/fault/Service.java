package io.posthorn.bench.fault;

import java.util.Locale;

/** The services, by what the command line calls them. */
enum Service {
    GATEWAY("api-gateway"),
    REGISTRATION("registration-service"),
    ROUTING("routing-service"),
    OPT_OUT("opt-out-service"),
    SEND("send-service"),
    DISPATCHER("event-dispatcher");

    private final String module;

    Service(String module) {
        this.module = module;
    }

    String module() {
        return module;
    }

    String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
