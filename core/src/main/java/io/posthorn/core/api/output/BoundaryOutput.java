package io.posthorn.core.api.output;

import org.jspecify.annotations.Nullable;

/** What bounds the policies of a user or role. */
public record BoundaryOutput(String permissionsBoundaryType, String permissionsBoundaryArn) {

    /** Null where nothing does. */
    static @Nullable BoundaryOutput of(@Nullable String arn) {
        return arn == null ? null : new BoundaryOutput("Policy", arn);
    }
}
