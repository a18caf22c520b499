package io.posthorn.registration.tag;

import io.posthorn.core.resource.AccountResources;
import io.posthorn.registration.command.Decision;
import io.posthorn.registration.command.DecisionContext;
import io.posthorn.registration.command.Request;
import java.util.List;

/** Removes tags from a resource; keys it does not have are none of its business. */
public record UntagResource(String resourceArn, List<String> tagKeys) implements Request {

    @Override
    public Decision decide(AccountResources account, DecisionContext context) {
        return TaggedResources.given(
                account,
                resourceArn,
                resource -> TaggedResources.tagged(
                        resource,
                        resource.tags().stream()
                                .filter(tag -> !tagKeys.contains(tag.key()))
                                .toList()));
    }
}
