package io.posthorn.platform.resource;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.Resource;
import io.posthorn.core.resource.ResourceMap;
import io.posthorn.core.resource.Scope;

class ResourceMapTest extends AccountResourcesContract {
    private final ResourceMap resources = new ResourceMap();

    @Override
    protected AccountResources of(Scope scope) {
        return resources.of(scope);
    }

    @Override
    protected void put(Scope scope, Resource resource) {
        resources.put(scope, resource);
    }

    @Override
    protected void remove(Scope scope, Resource resource) {
        resources.remove(resource.in(scope).toString());
    }
}
