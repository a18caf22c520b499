package io.posthorn.gateway.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line why the program does not start, and what to do. */
final class DevelopmentCredentialsExposedFailureAnalyzer
        extends AbstractFailureAnalyzer<DevelopmentCredentialsExposedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DevelopmentCredentialsExposedException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set server.address to 127.0.0.1, or set posthorn.gateway.development-credentials to false and give"
                        + " credentials of your own under posthorn.gateway.credentials.",
                cause);
    }
}
