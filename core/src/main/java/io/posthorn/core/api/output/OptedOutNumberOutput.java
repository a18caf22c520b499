package io.posthorn.core.api.output;

import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import java.time.Instant;

/** A number put on an opt-out list, or taken off, with every member that the answer shows. */
public record OptedOutNumberOutput(
        String optOutListArn,
        String optOutListName,
        String optedOutNumber,
        Instant optedOutTimestamp,
        boolean endUserOptedOut) {

    public static OptedOutNumberOutput of(
            Scope scope, String optOutListName, String number, Instant optedOutAt, boolean endUserOptedOut) {
        return new OptedOutNumberOutput(
                new ResourceKey(scope, ResourceKind.OPT_OUT_LIST, optOutListName).arn(),
                optOutListName,
                number,
                optedOutAt,
                endUserOptedOut);
    }
}
