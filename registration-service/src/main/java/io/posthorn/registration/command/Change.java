package io.posthorn.registration.command;

import io.posthorn.core.resource.Resource;

/** One change to the resources of an account. */
public sealed interface Change {

    /** The resource is new, or other than before. */
    record Put(Resource resource) implements Change {}

    /** The resource is gone. */
    record Remove(Resource resource) implements Change {}
}
