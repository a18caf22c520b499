package io.posthorn.registration.command;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.Scope;
import io.posthorn.platform.resource.AccountResourcesContract;
import io.posthorn.platform.stage.InMemoryTable;

class TableResourcesTest extends AccountResourcesContract {
    private final InMemoryTable<io.posthorn.schemas.Resource> table = new InMemoryTable<>();

    @Override
    protected AccountResources of(Scope scope) {
        return new TableResources(table, scope);
    }

    @Override
    protected void put(Scope scope, Resource resource) {
        new TableResources(table, scope).make(new Change.Put(resource));
    }

    @Override
    protected void remove(Scope scope, Resource resource) {
        new TableResources(table, scope).make(new Change.Remove(resource));
    }
}
