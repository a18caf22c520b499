package io.posthorn.core.resource;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Country rules that allow or block messages, apart for SMS, MMS and voice.
 *
 * @param id {@code protect-} and 32 hex digits
 * @param accountDefault whether it applies where neither the send nor its configuration set names another
 * @param rules country (ISO 3166-1 alpha-2) to status; a country not named is allowed
 */
public record ProtectConfiguration(
        String id,
        boolean accountDefault,
        boolean deletionProtection,
        Map<Capability, Map<String, ProtectStatus>> rules,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public ProtectConfiguration {
        var copy = new EnumMap<Capability, Map<String, ProtectStatus>>(Capability.class);
        rules.forEach((capability, countries) -> copy.put(capability, Map.copyOf(countries)));
        rules = Map.copyOf(copy);
        tags = List.copyOf(tags);
    }

    @Override
    public ResourceKind<ProtectConfiguration> kind() {
        return ResourceKind.PROTECT_CONFIGURATION;
    }

    /** What happens to a message of this kind to this country. */
    public ProtectStatus statusOf(Capability capability, String country) {
        return rules.getOrDefault(capability, Map.of()).getOrDefault(country, ProtectStatus.ALLOW);
    }

    /** The same configuration, being the account's default, or not. */
    public ProtectConfiguration asAccountDefault(boolean accountDefault) {
        return new ProtectConfiguration(id, accountDefault, deletionProtection, rules, tags, createdAt);
    }

    /** The same configuration, guarded against deletion, or not. */
    public ProtectConfiguration withDeletionProtection(boolean deletionProtection) {
        return new ProtectConfiguration(id, accountDefault, deletionProtection, rules, tags, createdAt);
    }

    /** The same configuration with the countries named in {@code updates} ruled anew, for this capability only. */
    public ProtectConfiguration ruling(Capability capability, Map<String, ProtectStatus> updates) {
        var countries = new HashMap<>(rules.getOrDefault(capability, Map.of()));
        countries.putAll(updates);
        countries.values().removeIf(status -> status == ProtectStatus.ALLOW);
        var more = new HashMap<>(rules);
        more.put(capability, countries);
        return new ProtectConfiguration(id, accountDefault, deletionProtection, more, tags, createdAt);
    }

    /** The same configuration with other tags. */
    public ProtectConfiguration tagged(List<Tag> tags) {
        return new ProtectConfiguration(id, accountDefault, deletionProtection, rules, tags, createdAt);
    }
}
