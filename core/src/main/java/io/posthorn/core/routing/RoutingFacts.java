package io.posthorn.core.routing;

import io.posthorn.core.account.AccountCalls;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.account.MonthlySpend;
import io.posthorn.core.media.MediaStore;
import io.posthorn.core.price.Price;
import io.posthorn.core.price.PriceList;
import io.posthorn.core.resource.Quotas;
import io.posthorn.core.send.Channel;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What routing may ask for, beside the account's own resources. All of it answers from memory: it is asked for every
 * message.
 */
public record RoutingFacts(
        AccountProfiles profiles,
        PriceList prices,
        MonthlySpend spend,
        AccountCalls calls,
        Connections connections,
        MessageTemplates templates,
        MediaStore media,
        IdentityHealth health) {

    private static final BigDecimal NO_LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<Channel, BigDecimal> WITHOUT_LIMIT =
            Map.of(Channel.TEXT, NO_LIMIT, Channel.MEDIA, NO_LIMIT, Channel.VOICE, NO_LIMIT);

    /** Profiles of an installation without an operator: every account is trusted, and may spend what it wants. */
    public static final AccountProfiles TRUSTED =
            account -> new AccountProfile(account, AccountTier.PRODUCTION, Quotas.DEFAULT, WITHOUT_LIMIT);

    /** The prices of an installation where nothing costs anything. */
    public static final PriceList FREE = (channel, country, route) -> Price.NOTHING;

    /** The spending of accounts nobody counts for. */
    public static final MonthlySpend NOT_COUNTED = (scope, channel) -> BigDecimal.ZERO;

    /** The calls of accounts nobody counts for. */
    public static final AccountCalls CALLS_NOT_COUNTED = (scope, period) -> 0;

    /** Accounts are trusted, nothing costs anything, and there is nothing to share. */
    public static final RoutingFacts NONE = new RoutingFacts(
            TRUSTED,
            FREE,
            NOT_COUNTED,
            CALLS_NOT_COUNTED,
            Connections.NONE,
            MessageTemplates.NONE,
            MediaStore.UNKNOWN,
            IdentityHealth.ALL_WELL);

    /** The same facts, with somebody else to tell how identities fare. */
    public RoutingFacts withHealth(IdentityHealth other) {
        return new RoutingFacts(profiles, prices, spend, calls, connections, templates, media, other);
    }

    /** The same facts, with somebody else to tell what accounts have spent and how often they have called. */
    public RoutingFacts withCounts(MonthlySpend otherSpend, AccountCalls otherCalls) {
        return new RoutingFacts(profiles, prices, otherSpend, otherCalls, connections, templates, media, health);
    }
}
