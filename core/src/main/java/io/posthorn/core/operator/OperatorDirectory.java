package io.posthorn.core.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.account.AccountProfile;
import io.posthorn.core.account.AccountProfiles;
import io.posthorn.core.price.Price;
import io.posthorn.core.price.PriceList;
import io.posthorn.core.price.Route;
import io.posthorn.core.send.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator keeps, in memory. Written by one thread and read by many; a look at a key, a profile or a price
 * takes constant time, because every message takes one.
 */
public final class OperatorDirectory implements OperatorResources, AccountProfiles, PriceList {
    private final AccountDefaults defaults;
    private final ConcurrentSkipListMap<String, OperatorResource> byKey = new ConcurrentSkipListMap<>();
    private final Map<AccountId, AccountProfile> profiles = new ConcurrentHashMap<>();
    private final Map<String, IssuedKey> keys = new ConcurrentHashMap<>();
    private final Map<PriceKey, Price> prices = new ConcurrentHashMap<>();

    private record PriceKey(String channel, String country, String route) {}

    /** @param defaults what holds for accounts for which nothing else was settled */
    public OperatorDirectory(AccountDefaults defaults) {
        this.defaults = defaults;
    }

    /** Takes a resource in, in place of the one with the same key. */
    public void put(OperatorResource resource) {
        byKey.put(resource.key(), resource);
        switch (resource) {
            case Account account -> profiles.put(account.account(), account.profile(defaults));
            case ListedPrice listed -> prices.put(key(listed), listed.price());
            case IssuedKey key -> keys.put(key.id(), key);
            case HeldNumber ignored -> {}
            case AvailableNumber ignored -> {}
            case HeldSenderId ignored -> {}
            case AccountRequest ignored -> {}
            case LoadedFile ignored -> {}
            case SigningKey ignored -> {}
        }
    }

    /** Forgets the resource with that key. */
    public void remove(String key) {
        var removed = byKey.remove(key);
        if (removed instanceof Account account) {
            profiles.remove(account.account());
        } else if (removed instanceof IssuedKey issued) {
            keys.remove(issued.id());
        } else if (removed instanceof ListedPrice listed) {
            prices.remove(key(listed));
        }
    }

    private static PriceKey key(ListedPrice listed) {
        return new PriceKey(listed.channel(), listed.country(), listed.route());
    }

    @Override
    public <R extends OperatorResource> Optional<R> find(OperatorKind<R> kind, String id) {
        return Optional.ofNullable(byKey.get(kind.prefix() + id)).map(kind.type()::cast);
    }

    @Override
    public <R extends OperatorResource> Stream<R> after(OperatorKind<R> kind, String prefix, String after) {
        var first = kind.prefix() + prefix;
        var last = first + Character.MAX_VALUE;
        var behind = kind.prefix() + after;
        var range = behind.compareTo(first) < 0
                ? byKey.subMap(first, true, last, false)
                : behind.compareTo(last) >= 0
                        ? Map.<String, OperatorResource>of()
                        : byKey.subMap(behind, after.isEmpty(), last, false);
        return range.values().stream().map(kind.type()::cast);
    }

    /** The access key with that id, active or not. */
    public Optional<IssuedKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public AccountProfile of(AccountId account) {
        var known = profiles.get(account);
        return known == null ? defaults.profile(account) : known;
    }

    /** The profile of an account where other defaults hold than usual. */
    public AccountProfile of(AccountId account, AccountDefaults others) {
        return find(OperatorKind.ACCOUNT, account.value())
                .map(known -> known.profile(others))
                .orElseGet(() -> others.profile(account));
    }

    /** The price of that country and route, else of the country, else of the route, else of the channel. */
    @Override
    public Price of(Channel channel, String country, Route route) {
        if (prices.isEmpty()) {
            return Price.NOTHING;
        }
        var price = price(channel, country, route.name());
        if (price == null) {
            price = price(channel, country, ListedPrice.ANY);
        }
        if (price == null) {
            price = price(channel, ListedPrice.ANY, route.name());
        }
        if (price == null) {
            price = price(channel, ListedPrice.ANY, ListedPrice.ANY);
        }
        return price == null ? Price.NOTHING : price;
    }

    private @Nullable Price price(Channel channel, String country, String route) {
        return prices.get(new PriceKey(channel.name(), country, route));
    }
}
