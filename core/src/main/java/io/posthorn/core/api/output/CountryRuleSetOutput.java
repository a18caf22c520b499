package io.posthorn.core.api.output;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of a protect configuration for one capability: every country there is, whether a rule was set or not. */
public record CountryRuleSetOutput(
        String protectConfigurationArn,
        String protectConfigurationId,
        Capability numberCapability,
        Map<String, Rule> countryRuleSet) {

    /** What happens to messages to a country; in requests it has the same form. */
    public record Rule(ProtectStatus protectStatus) {}

    public static CountryRuleSetOutput of(Scope scope, ProtectConfiguration configuration, Capability capability) {
        SortedMap<String, Rule> rules = new TreeMap<>();
        Arrays.stream(Locale.getISOCountries())
                .forEach(country -> rules.put(country, new Rule(configuration.statusOf(capability, country))));
        configuration
                .rules()
                .getOrDefault(capability, Map.of())
                .forEach((country, status) -> rules.put(country, new Rule(status)));
        return new CountryRuleSetOutput(configuration.in(scope).arn(), configuration.id(), capability, rules);
    }
}
