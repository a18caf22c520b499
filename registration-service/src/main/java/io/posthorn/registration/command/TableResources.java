package io.posthorn.registration.command;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceKey;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.resource.ResourceRecords;
import io.posthorn.platform.stage.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The resources of one account and region in the stage's table. Streams read page by page as they are consumed, and
 * must be consumed before the table changes.
 */
record TableResources(Table<io.posthorn.schemas.Resource> table, ResourceCounts counts, Scope scope)
        implements AccountResources {
    private static final int PAGE = 64;

    @Override
    public <R extends Resource> Optional<R> find(ResourceKind<R> kind, String id) {
        return table.get(ResourceKey.prefix(scope, kind) + id)
                .map(found -> kind.type().cast(ResourceRecords.fromRecord(id, found)));
    }

    @Override
    public <R extends Resource> Stream<R> all(ResourceKind<R> kind) {
        return after(kind, "");
    }

    @Override
    public <R extends Resource> Stream<R> after(ResourceKind<R> kind, String id) {
        var prefix = ResourceKey.prefix(scope, kind);
        UnaryOperator<List<Table.Entry<io.posthorn.schemas.Resource>>> next = page -> page.size() < PAGE
                ? List.of()
                : table.page(prefix, page.getLast().key(), PAGE);
        return Stream.iterate(table.page(prefix, id.isEmpty() ? "" : prefix + id, PAGE), page -> !page.isEmpty(), next)
                .flatMap(List::stream)
                .map(entry -> kind.type()
                        .cast(ResourceRecords.fromRecord(entry.key().substring(prefix.length()), entry.value())));
    }

    @Override
    public long count(ResourceKind<?> kind) {
        return counts.of(ResourceKey.prefix(scope, kind), () -> all(kind).count());
    }

    void make(Change change) {
        switch (change) {
            case Change.Put put -> put(put.resource());
            case Change.Remove remove -> remove(remove.resource());
        }
    }

    private void put(Resource resource) {
        var key = resource.in(scope).toString();
        var prefix = ResourceKey.prefix(scope, resource.kind());
        if (counts.knows(prefix) && table.get(key).isEmpty()) {
            counts.change(prefix, 1);
        }
        table.put(key, ResourceRecords.toRecord(scope, resource));
    }

    private void remove(Resource resource) {
        var key = resource.in(scope).toString();
        var prefix = ResourceKey.prefix(scope, resource.kind());
        if (counts.knows(prefix) && table.get(key).isPresent()) {
            counts.change(prefix, -1);
        }
        table.delete(key);
    }
}
