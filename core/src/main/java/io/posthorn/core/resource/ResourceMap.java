package io.posthorn.core.resource;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Resources of many accounts in memory, ordered by key. Safe for one writer and many readers. */
public final class ResourceMap {
    /** Sorts behind every character an id may begin with. */
    private static final String END = "￿";

    private final NavigableMap<String, Resource> resources = new ConcurrentSkipListMap<>();

    public void put(Scope scope, Resource resource) {
        resources.put(resource.in(scope).toString(), resource);
    }

    /** Removes what has this key, if anything has. */
    public void remove(String key) {
        resources.remove(key);
    }

    public int size() {
        return resources.size();
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
                return Optional.ofNullable(resources.get(ResourceKey.prefix(scope, kind) + id))
                        .map(kind.type()::cast);
            }

            @Override
            public <R extends Resource> Stream<R> all(ResourceKind<R> kind) {
                return after(kind, "");
            }

            @Override
            public <R extends Resource> Stream<R> after(ResourceKind<R> kind, String id) {
                var prefix = ResourceKey.prefix(scope, kind);
                return resources.subMap(prefix + id, false, prefix + END, false).values().stream()
                        .map(kind.type()::cast);
            }
        };
    }
}
