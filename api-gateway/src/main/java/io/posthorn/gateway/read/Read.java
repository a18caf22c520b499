package io.posthorn.gateway.read;

import io.posthorn.core.api.Operation;
import io.posthorn.core.resource.AccountResources;
import tools.jackson.databind.node.ObjectNode;

/** Answers a question about the resources of one account in one region. */
@FunctionalInterface
interface Read {

    /**
     * The answer, as an object to be written by {@link io.posthorn.core.api.output.WireJson}.
     *
     * @throws RefusedException when there is none
     */
    Object answer(Operation operation, AccountResources account, ObjectNode input) throws RefusedException;
}
