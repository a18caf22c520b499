package io.posthorn.core.policy;

import io.posthorn.core.policy.AccessDecision.Allowed;
import io.posthorn.core.policy.AccessDecision.Denied;
import io.posthorn.core.policy.AccessDecision.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All policies that have a say about what somebody does. Nothing is allowed unless one of them allows it, and what one
 * of them denies is denied whatever the others say.
 *
 * @param identity those attached to the caller and to the caller's groups; what one of them allows is allowed
 * @param boundary what the caller may be allowed at most; null where there is no bound
 * @param session what was settled for the session, at most what one of them allows; empty where nothing was
 */
public record Permissions(List<Policy> identity, @Nullable Policy boundary, List<Policy> session) {
    public Permissions {
        identity = List.copyOf(identity);
        session = List.copyOf(session);
    }

    /** Whether a request is granted. */
    public AccessDecision decide(AccessRequest request) {
        boolean allowed = false;
        for (var policy : identity) {
            switch (policy.verdict(request)) {
                case DENIES -> {
                    return new Denied(Source.IDENTITY, true);
                }
                case ALLOWS -> allowed = true;
                case SILENT -> {}
            }
        }
        var bound = boundary == null ? Policy.Verdict.ALLOWS : boundary.verdict(request);
        if (bound == Policy.Verdict.DENIES) {
            return new Denied(Source.BOUNDARY, true);
        }
        boolean inSession = session.isEmpty();
        for (var policy : session) {
            switch (policy.verdict(request)) {
                case DENIES -> {
                    return new Denied(Source.SESSION, true);
                }
                case ALLOWS -> inSession = true;
                case SILENT -> {}
            }
        }
        if (!allowed) {
            return new Denied(Source.IDENTITY, false);
        }
        if (bound != Policy.Verdict.ALLOWS) {
            return new Denied(Source.BOUNDARY, false);
        }
        return inSession ? new Allowed() : new Denied(Source.SESSION, false);
    }
}
