package io.posthorn.registration.protect;

import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.ProtectConfigurationOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates a protect configuration that allows every country. */
public record CreateProtectConfiguration(
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        if (account.count(ResourceKind.PROTECT_CONFIGURATION)
                >= context.quotas().protectConfigurations()) {
            return Decision.quotaExceeded(QuotaReason.PROTECT_CONFIGURATIONS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            var protect = new ProtectConfiguration(
                    "protect-" + context.ids().hex(),
                    false,
                    Boolean.TRUE.equals(deletionProtectionEnabled),
                    Map.of(),
                    read,
                    context.now());
            return Decision.changed(ProtectConfigurationOutput.of(account.scope(), protect), new Change.Put(protect));
        });
    }
}
