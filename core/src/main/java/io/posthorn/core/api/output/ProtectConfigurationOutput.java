package io.posthorn.core.api.output;

import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;

/** A protect configuration with every member that some answer shows; its country rules are asked for apart. */
public record ProtectConfigurationOutput(
        String protectConfigurationArn,
        String protectConfigurationId,
        Instant createdTimestamp,
        boolean accountDefault,
        boolean deletionProtectionEnabled,
        List<TagOutput> tags) {

    public static ProtectConfigurationOutput of(Scope scope, ProtectConfiguration configuration) {
        return new ProtectConfigurationOutput(
                configuration.in(scope).arn(),
                configuration.id(),
                configuration.createdAt(),
                configuration.accountDefault(),
                configuration.deletionProtection(),
                TagOutput.of(configuration.tags()));
    }
}
