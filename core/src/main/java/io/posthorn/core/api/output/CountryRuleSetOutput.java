package io.posthorn.core.api.output;

import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.ProtectConfiguration;
import io.posthorn.core.resource.ProtectStatus;
import io.posthorn.core.resource.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules of a protect configuration for one capability: every country there is, whether a rule was set or not. */
public record CountryRuleSetOutput(
        String protectConfigurationArn,
        String protectConfigurationId,
        Capability numberCapability,
        Map<String, Rule> countryRuleSet) {

    /** Every country a rule can be about: those of ISO 3166-1, and Kosovo under the code phone numbers go by. */
    public static final SortedSet<String> COUNTRIES = Collections.unmodifiableSortedSet(
            new TreeSet<>(Stream.concat(Arrays.stream(Locale.getISOCountries()), Stream.of("XK"))
                    .toList()));

    /** What happens to messages to a country; in requests it has the same form. */
    public record Rule(ProtectStatus protectStatus) {}

    public static CountryRuleSetOutput of(Scope scope, ProtectConfiguration configuration, Capability capability) {
        SortedMap<String, Rule> rules = new TreeMap<>();
        COUNTRIES.forEach(country -> rules.put(country, new Rule(configuration.statusOf(capability, country))));
        return new CountryRuleSetOutput(configuration.in(scope).arn(), configuration.id(), capability, rules);
    }
}
