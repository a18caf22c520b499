package io.posthorn.core.resource;

import io.posthorn.core.PhoneNumber;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resources of many accounts in memory. Finding one is cheap: routing does it several times for every message. Safe for
 * one writer and many readers.
 */
public final class ResourceMap {
    private final Map<Scope, ScopedResources> scopes = new ConcurrentHashMap<>();

    /** Whose a number is, for whoever knows nothing but the number. */
    private final Map<PhoneNumber, Scope> owners = new ConcurrentHashMap<>();

    /** The resources of one scope: by kind in the order of their ids, and the numbers by what is dialled. */
    private static final class ScopedResources {
        private final Map<ResourceKind<?>, NavigableMap<String, Resource>> byKind = new ConcurrentHashMap<>();
        private final Map<PhoneNumber, OriginationNumber> byNumber = new ConcurrentHashMap<>();

        /** The members of pools once more: routing looks at all of a pool for every message. */
        private final Map<String, Resource> identities = new ConcurrentHashMap<>();

        void put(Resource resource) {
            var replaced = byKind.computeIfAbsent(resource.kind(), kind -> new ConcurrentSkipListMap<>())
                    .put(resource.id(), resource);
            if (resource instanceof OriginationNumber number) {
                byNumber.put(number.number(), number);
                if (replaced instanceof OriginationNumber before
                        && !before.number().equals(number.number())) {
                    byNumber.remove(before.number(), before);
                }
            }
            if (isIdentity(resource.kind())) {
                identities.put(resource.id(), resource);
            }
        }

        void remove(ResourceKind<?> kind, String id) {
            var ofKind = byKind.get(kind);
            if (ofKind != null && ofKind.remove(id) instanceof OriginationNumber number) {
                byNumber.remove(number.number(), number);
            }
            if (isIdentity(kind)) {
                identities.remove(id);
            }
        }

        /** The resource with this id. The ids of numbers and sender ids are never the same. */
        @Nullable
        Resource find(ResourceKind<?> kind, String id) {
            if (isIdentity(kind)) {
                var found = identities.get(id);
                return found != null && found.kind().equals(kind) ? found : null;
            }
            var ofKind = byKind.get(kind);
            return ofKind == null ? null : ofKind.get(id);
        }

        private static boolean isIdentity(ResourceKind<?> kind) {
            return kind.equals(ResourceKind.PHONE_NUMBER) || kind.equals(ResourceKind.SENDER_ID);
        }

        @Nullable
        NavigableMap<String, Resource> ofKind(ResourceKind<?> kind) {
            return byKind.get(kind);
        }

        int size() {
            return byKind.values().stream().mapToInt(Map::size).sum();
        }
    }

    public void put(Scope scope, Resource resource) {
        scopes.computeIfAbsent(scope, unknown -> new ScopedResources()).put(resource);
        if (resource instanceof OriginationNumber number) {
            owners.put(number.number(), scope);
        }
    }

    /** Removes what has this key, if anything has. */
    public void remove(String key) {
        ResourceKey.parse(key).ifPresent(parsed -> {
            var scoped = scopes.get(parsed.scope());
            if (scoped != null) {
                if (scoped.find(parsed.kind(), parsed.id()) instanceof OriginationNumber number) {
                    owners.remove(number.number(), parsed.scope());
                }
                scoped.remove(parsed.kind(), parsed.id());
            }
        });
    }

    /** The account and region that have a number. */
    public Optional<Scope> ownerOf(PhoneNumber number) {
        return Optional.ofNullable(owners.get(number));
    }

    public int size() {
        return scopes.values().stream().mapToInt(ScopedResources::size).sum();
    }

    /** The resources of one account in one region; always as they stand at the time of asking. */
    public AccountResources of(Scope scope) {
        return new AccountResources() {
            @Override
            public Scope scope() {
                return scope;
            }

            @Override
            public <R extends Resource> Optional<R> find(ResourceKind<R> kind, String id) {
                var scoped = scopes.get(scope);
                var found = scoped == null ? null : scoped.find(kind, id);
                return found == null
                        ? Optional.empty()
                        : Optional.of(kind.type().cast(found));
            }

            @Override
            public <R extends Resource> Stream<R> all(ResourceKind<R> kind) {
                var ofKind = ofKind(kind);
                return ofKind == null ? Stream.empty() : typed(kind, ofKind);
            }

            @Override
            public <R extends Resource> Stream<R> after(ResourceKind<R> kind, String id) {
                var ofKind = ofKind(kind);
                return ofKind == null ? Stream.empty() : typed(kind, ofKind.tailMap(id, false));
            }

            @Override
            public Optional<OriginationNumber> findNumber(PhoneNumber number) {
                var scoped = scopes.get(scope);
                return scoped == null ? Optional.empty() : Optional.ofNullable(scoped.byNumber.get(number));
            }

            private @Nullable NavigableMap<String, Resource> ofKind(ResourceKind<?> kind) {
                var scoped = scopes.get(scope);
                return scoped == null ? null : scoped.ofKind(kind);
            }

            private <R extends Resource> Stream<R> typed(ResourceKind<R> kind, Map<String, Resource> resources) {
                return resources.values().stream().map(kind.type()::cast);
            }
        };
    }
}
