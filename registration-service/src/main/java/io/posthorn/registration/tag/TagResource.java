package io.posthorn.registration.tag;

import io.posthorn.core.api.output.TagOutput;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.List;

/** Adds tags to a resource, or gives those it has new values. */
public record TagResource(String resourceArn, List<TagOutput> tags) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return TaggedResources.given(
                account,
                resourceArn,
                resource -> Tags.added(
                        resource.tags(), tags, context, together -> TaggedResources.tagged(resource, together)));
    }
}
