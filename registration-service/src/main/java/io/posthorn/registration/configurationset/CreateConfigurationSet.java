package io.posthorn.registration.configurationset;

import io.posthorn.core.api.ConflictReason;
import io.posthorn.core.api.QuotaReason;
import io.posthorn.core.api.output.ConfigurationSetOutput;
import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.ConfigurationSet;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import io.posthorn.registration.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a configuration set without event destinations. */
public record CreateConfigurationSet(
        String configurationSetName, @Nullable List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var known = account.find(ResourceKind.CONFIGURATION_SET, configurationSetName);
        if (known.isPresent()) {
            return Decision.conflict(ConflictReason.RESOURCE_ALREADY_EXISTS, known.get());
        }
        if (account.count(ResourceKind.CONFIGURATION_SET) >= context.quotas().configurationSets()) {
            return Decision.quotaExceeded(QuotaReason.CONFIGURATION_SETS_PER_ACCOUNT);
        }
        return Tags.ofNew(tags, context, read -> {
            var set = new ConfigurationSet(configurationSetName, null, null, null, null, read, context.now());
            return Decision.changed(ConfigurationSetOutput.of(account, set), new Change.Put(set));
        });
    }
}
