package io.posthorn.registration.command;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.resource.AccountResourcesContract;
import io.posthorn.platform.stage.InMemoryTable;

class TableResourcesTest extends AccountResourcesContract {
    private final InMemoryTable<io.posthorn.schemas.Resource> table = new InMemoryTable<>();
    private final ResourceCounts counts = new ResourceCounts();

    @Override
    protected AccountResources of(Scope scope) {
        return new TableResources(table, counts, scope);
    }

    @Override
    protected void put(Scope scope, Resource resource) {
        new TableResources(table, counts, scope).make(new Change.Put(resource));
    }

    @Override
    protected void remove(Scope scope, Resource resource) {
        new TableResources(table, counts, scope).make(new Change.Remove(resource));
    }
}
