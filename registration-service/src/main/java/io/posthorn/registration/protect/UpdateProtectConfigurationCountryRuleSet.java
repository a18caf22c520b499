package io.posthorn.registration.protect;

import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.api.output.CountryRuleSetOutput;
import io.posthorn.core.api.output.CountryRuleSetOutput.Rule;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.registration.command.Change;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes the rules for some countries and one capability; all other rules stay. Answers with the rules for every
 * country.
 */
public record UpdateProtectConfigurationCountryRuleSet(
        String protectConfigurationId, Capability numberCapability, Map<String, Rule> countryRuleSetUpdates)
        implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        var unknown = countryRuleSetUpdates.keySet().stream()
                .filter(country -> !CountryRuleSetOutput.COUNTRIES.contains(country))
                .findFirst();
        if (unknown.isPresent()) {
            return Decision.invalid(
                    ValidationReason.INVALID_PARAMETER,
                    "CountryRuleSetUpdates." + unknown.get(),
                    "is not the code of a country");
        }
        var updates = new HashMap<String, ProtectStatus>();
        countryRuleSetUpdates.forEach((country, rule) -> updates.put(country, rule.protectStatus()));
        return Decision.given(account, ResourceKind.PROTECT_CONFIGURATION, protectConfigurationId, present -> {
            var changed = present.ruling(numberCapability, updates);
            return Decision.changed(
                    CountryRuleSetOutput.of(account.scope(), changed, numberCapability), new Change.Put(changed));
        });
    }
}
